import { background } from '../background.ts';
import type { Timers } from '../clock.ts';
import { type Backoff, backoffMs, relayBackoff } from './backoff.ts';
import type { Outbox, OutboxRow, Waiting } from './outbox.ts';
import type { EventBus } from './port.ts';

export interface RelayOptions {
  outbox: Outbox;
  bus: EventBus;
  timers: Timers;
  /** The most rows of one publish. Default 500. */
  maxBatch?: number;
  /** How often the outbox is polled, in addition to wake-ups by commits of this process. Default 5,000. */
  pollEveryMs?: number;
  /** How often published rows are deleted. A crash in between publishes them again. Default 100. */
  removeEveryMs?: number;
  backoff?: Backoff;
  onError?: (error: unknown) => void;
}

/** Publishes an outbox to the bus: in order, at least once, without giving up. */
export interface Relay {
  /** Polls now. Commits that add rows call it. */
  nudge(): void;
  /** Events that are committed but not published. */
  waiting(): Promise<Waiting>;
  /** Resolves when everything committed so far is published. Rejects with a failure of the bus. */
  drain(): Promise<void>;
  /** Finishes the current publish and deletes published rows. The rest waits for the next start. */
  stop(): Promise<void>;
}

/** One relay for each outbox, because two would break the order. Starts with the rows that a crash left. */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, bus, timers, onError, backoff = relayBackoff } = options;
  const { maxBatch = 500, pollEveryMs = 5_000, removeEveryMs = 100 } = options;
  const own = background();
  /** Published but still in the outbox. */
  const published: OutboxRow[] = [];
  let failures = 0;
  let stopped = false;
  /** Rows may have been added since the current round read the outbox. */
  let lookAgain = false;
  let turn: Promise<void> | undefined;
  let cancelWake = () => {};
  let cancelRemove: (() => void) | undefined;

  const remove = async (): Promise<void> => {
    cancelRemove?.();
    cancelRemove = undefined;
    const rows = [...published];
    if (rows.length === 0) return;
    await outbox.remove(rows);
    const removed = new Set(rows);
    published.splice(0, published.length, ...published.filter((row) => !removed.has(row)));
  };
  const removeLater = () => {
    cancelRemove ??= timers.after(removeEveryMs, () => void remove().catch(onError));
  };

  const publishAll = async (): Promise<void> => {
    while (!stopped) {
      lookAgain = false;
      const rows = await outbox.next(maxBatch, published);
      if (rows.length === 0) {
        if (lookAgain) continue;
        return;
      }
      await bus.publish(rows.map(({ position: _, ...event }) => event));
      published.push(...rows);
      removeLater();
    }
  };

  const wakeIn = (delayMs: number) => {
    cancelWake();
    cancelWake = timers.after(delayMs, nudge);
  };

  const look = async (): Promise<void> => {
    try {
      await publishAll();
      failures = 0;
    } catch (error) {
      failures++;
      throw error;
    } finally {
      turn = undefined;
      if (!stopped) wakeIn(failures > 0 ? backoffMs(backoff, failures) : pollEveryMs);
    }
  };

  function nudge(): void {
    // After a failure only the back-off decides when to retry; new rows do not shorten it.
    lookAgain = true;
    if (stopped || turn) return;
    turn = own(look);
    turn.catch((error) => onError?.(error));
  }

  const forget = outbox.onAppended(() => {
    if (failures === 0) nudge();
  });
  nudge();

  return {
    nudge,
    waiting: () => outbox.waiting(published),
    async drain() {
      while ((await outbox.waiting(published)).records > 0 && !stopped) {
        nudge();
        await turn;
      }
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      forget();
      cancelWake();
      await turn?.catch(() => {});
      // Rows that cannot be deleted are published again at the next start.
      await remove().catch((error) => onError?.(error));
    },
  };
}
