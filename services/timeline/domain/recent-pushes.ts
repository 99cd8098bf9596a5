import type { Clock } from '../../../platform/clock.ts';
import type { Entry } from './entry.ts';

/** An entry that was pushed, to its author's followers too or to his own ring alone. */
export interface Pushed {
  readonly entry: Entry;
  readonly toFollowers: boolean;
}

/** What was pushed of late: what a store of rings may lose that acknowledges before its replicas have it. */
export interface RecentPushes {
  note(pushed: Pushed): void;
  /** The oldest first. */
  list(): Pushed[];
}

/** @param maxEntries the newest are kept beyond it */
export function recentPushes(clock: Clock, keptMs: number, maxEntries: number): RecentPushes {
  /** By rising time; a map, since the oldest goes first and the same may come again. */
  const kept = new Map<string, Pushed & { readonly atMs: number }>();
  const forget = () => {
    const untilMs = clock.monotonicMs() - keptMs;
    for (const [id, { atMs }] of kept) {
      if (atMs >= untilMs && kept.size <= maxEntries) return;
      kept.delete(id);
    }
  };
  return {
    note(pushed) {
      const { entryId } = pushed.entry;
      kept.delete(entryId);
      kept.set(entryId, { ...pushed, atMs: clock.monotonicMs() });
      forget();
    },
    list() {
      forget();
      return [...kept.values()].map(({ entry, toFollowers }) => ({ entry, toFollowers }));
    },
  };
}
