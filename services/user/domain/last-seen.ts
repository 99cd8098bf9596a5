import { background } from '../../../platform/background.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import type { LastSeenStore } from '../ports.ts';

/** A person's time is written again once it is this old: segments count in days. */
const WRITTEN_EVERY_MS = 3_600_000;
/** How long sights are collected for one write. */
const COLLECTED_MS = 5_000;
/** People of one write; more than so many within its time are noted at a later sight. */
const MAX_PEOPLE = 1_000;

export interface LastSeen {
  /** Notes a sight of a person, and when they were seen before, as the store has it. Nobody waits for the write. */
  saw(userId: string, lastSeenMs: number | undefined): void;
  /** Writes what is noted; nothing is noted any more. */
  stop(): Promise<void>;
}

/** Writes last_seen at most once an hour for each person, many in one transaction. A failed write is repeated at the next sight. */
export function lastSeen(options: {
  readonly store: LastSeenStore;
  readonly clock: TimedClock;
  readonly onError: (error: unknown) => void;
}): LastSeen {
  const { store, clock, onError } = options;
  const inBackground = background();
  let noted = new Map<string, number>();
  let leaving: ReadonlyMap<string, number> = new Map();
  let writing: Promise<void> = Promise.resolve();
  let cancel: (() => void) | undefined;
  let stopped = false;

  const collect = () => {
    cancel = clock.after(COLLECTED_MS, () => {
      writing = write();
    });
  };
  const write = async () => {
    cancel = undefined;
    leaving = noted;
    noted = new Map();
    const failure = await inBackground(() => store.noteSeen(leaving)).then(() => undefined, failed);
    leaving = new Map();
    if (failure !== undefined) onError(failure.reason);
    if (noted.size > 0 && !stopped) collect();
  };
  return {
    saw(userId, lastSeenMs) {
      const nowMs = clock.nowMs();
      if (lastSeenMs !== undefined && nowMs - lastSeenMs < WRITTEN_EVERY_MS) return;
      if (stopped || leaving.has(userId) || noted.has(userId) || noted.size >= MAX_PEOPLE) return;
      noted.set(userId, nowMs);
      if (cancel === undefined && leaving.size === 0) collect();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await writing;
      if (noted.size > 0) await write();
    },
  };
}

const failed = (reason: unknown) => ({ reason });
