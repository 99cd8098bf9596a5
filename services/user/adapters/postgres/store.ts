import type { PostgresOutbox } from '../../../../platform/events/outbox-postgres.ts';
import type { Postgres } from '../../../../platform/postgres/postgres.ts';
import type { UserStore } from '../../ports.ts';
import { postgresAccounts } from './accounts.ts';
import { announceBy } from './announce.ts';
import { postgresLastSeen } from './last-seen.ts';
import { postgresCredentials, postgresSessions } from './sessions.ts';

/** Uses a schema with `postgresUserMigrations` and the outbox's own. */
export function postgresUserStore(db: Postgres, outbox: PostgresOutbox): UserStore {
  const announce = announceBy(outbox);
  return {
    ...postgresAccounts(db, announce),
    ...postgresCredentials(db, announce),
    ...postgresSessions(db, announce),
    ...postgresLastSeen(db),
  };
}
