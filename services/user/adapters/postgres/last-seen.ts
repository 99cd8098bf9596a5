import type { Postgres } from '../../../../platform/postgres/postgres.ts';
import type { LastSeenStore } from '../../ports.ts';

export function postgresLastSeen(db: Postgres): LastSeenStore {
  return {
    async noteSeen(seenMs) {
      // In order of ids, so that two processes that update the same people do not deadlock.
      await db.write((tx) =>
        tx.run(
          `INSERT INTO last_seen (user_id, seen_at_ms)
             SELECT account.id, seen.at_ms FROM unnest($1::text[], $2::bigint[]) AS seen (user_id, at_ms)
             JOIN account ON account.id = seen.user_id ORDER BY account.id
           ON CONFLICT (user_id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms
             WHERE excluded.seen_at_ms > last_seen.seen_at_ms`,
          [...seenMs.keys()],
          [...seenMs.values()],
        ),
      );
    },
  };
}
