import { type WalSync, walSync } from '../wal-sync.ts';

/** Logs whose syncs wait until the test lets them end. */
export interface HeldLog {
  readonly open: (file: string) => WalSync;
  /** The number of syncs that wait. */
  waiting(): number;
  release(): void;
  /** They fail, and nothing more is known of what reached the disk. */
  fail(): void;
  /** Releases these and all later ones. */
  releaseAll(): void;
}

export function heldLog(): HeldLog {
  let holds = true;
  const held: PromiseWithResolvers<void>[] = [];
  const end = (settle: (each: PromiseWithResolvers<void>) => void) => {
    for (const each of held.splice(0)) settle(each);
  };
  const release = () => end(({ resolve }) => resolve());
  return {
    open(file) {
      const real = walSync(file);
      return {
        ...real,
        sync() {
          if (!holds) return real.sync();
          const each = Promise.withResolvers<void>();
          held.push(each);
          return each.promise;
        },
      };
    },
    waiting: () => held.length,
    release,
    fail: () =>
      end(({ reject }) => reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' }))),
    releaseAll() {
      holds = false;
      release();
    },
  };
}

/** A log that is synced within the turn of the COMMIT, for tests that count turns of the event loop. */
export function blockingLog(file: string): WalSync {
  const real = walSync(file);
  return { ...real, sync: async () => real.syncNow() };
}
