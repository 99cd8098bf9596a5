import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { LastSeenStore } from '../ports.ts';

export function sqliteLastSeen(db: Database): LastSeenStore {
  return {
    async noteSeen(seenMs) {
      await db.write((tx) =>
        tx.run(
          `INSERT INTO last_seen (user_id, seen_at_ms)
             SELECT account.id, seen.value ->> 1 FROM json_each(?) AS seen JOIN account ON account.id = seen.value ->> 0
             WHERE true
           ON CONFLICT (user_id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms
             WHERE excluded.seen_at_ms > last_seen.seen_at_ms`,
          JSON.stringify([...seenMs]),
        ),
      );
    },
  };
}

export function readLastSeen(rows: Statements, userId: string): number | undefined {
  return rows.get<{ seen_at_ms: number }>('SELECT seen_at_ms FROM last_seen WHERE user_id = ?', userId)
    ?.seen_at_ms;
}
