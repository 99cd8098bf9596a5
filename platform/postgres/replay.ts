import { setTimeout as pause } from 'node:timers/promises';
import { background } from '../background.ts';
import type { PostgresNode } from './node.ts';
import { logPosition } from './read-set.ts';

/** Waits until a replica has replayed the log. */
export interface Replay {
  /** False when the replica has not replayed up to `position` within `limitMs`, or does not answer. */
  upTo(position: bigint, limitMs: number): Promise<boolean>;
}

/** All waiting callers share one polling loop, which runs only while there are some. */
export function replayOf(node: PostgresNode): Replay {
  const own = background();
  const waiting = new Set<{ position: bigint; resolve: (replayed: boolean) => void }>();
  let replayed = 0n;
  let asking = false;

  const askWhileWaiting = async () => {
    while (waiting.size > 0) {
      const { rows } = await node.pool.query<{ lsn: string | null }>(
        'SELECT pg_last_wal_replay_lsn()::text AS lsn',
      );
      const lsn = rows[0]?.lsn;
      if (lsn) replayed = logPosition(lsn);
      for (const each of waiting) if (each.position <= replayed) each.resolve(true);
      if (waiting.size > 0) await pause(1);
    }
  };
  const ask = () => {
    if (asking) return;
    asking = true;
    own(askWhileWaiting)
      .catch(() => {
        for (const each of waiting) each.resolve(false);
      })
      .finally(() => {
        asking = false;
        if (waiting.size > 0) ask();
      });
  };

  return {
    async upTo(position, limitMs) {
      if (position <= replayed) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const waiter = { position, resolve };
      waiting.add(waiter);
      const timer = setTimeout(resolve, limitMs, false);
      promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(waiter);
      });
      ask();
      return promise;
    },
  };
}
