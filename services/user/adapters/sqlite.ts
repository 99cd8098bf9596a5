import type { SqliteOutbox } from '../../../platform/events/outbox.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { UserStore } from '../ports.ts';
import { announceBy } from './announce.ts';
import { sqliteAccounts } from './sqlite-accounts.ts';
import { sqliteLastSeen } from './sqlite-last-seen.ts';
import { sqliteCredentials, sqliteSessions } from './sqlite-sessions.ts';

/** Uses a database with `userMigrations` and the outbox's own. */
export function sqliteUserStore(db: Database, outbox: SqliteOutbox): UserStore {
  const announce = announceBy(outbox);
  return {
    ...sqliteAccounts(db, announce),
    ...sqliteCredentials(db, announce),
    ...sqliteSessions(db, announce),
    ...sqliteLastSeen(db),
  };
}
