import { background } from '../../../platform/background.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import type { LastSeenStore } from '../ports.ts';

/** A person's stored time is written again when it is this old. Segments count in days. */
const WRITTEN_EVERY_MS = 3_600_000;
/** How long visits are collected for one write. */
const COLLECTED_MS = 5_000;
/** The most people of one write. Others are recorded at a later visit. */
const MAX_PEOPLE = 1_000;

export interface LastSeen {
  /** Records a visit of a person, with their stored last-seen time. It does not wait for the write. */
  saw(userId: string, lastSeenMs: number | undefined): void;
  /** Writes the recorded visits and accepts no more. */
  stop(): Promise<void>;
}

/**
 * Writes last_seen at most once an hour for each person, many people in one transaction. The next visit repeats a failed
 * write.
 */
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
