import { batched } from '../../../platform/batched.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { isTransientError } from '../../../platform/transient-error.ts';

/** Resolves when the post or person is indexed as it is now. */
export type Refresh = (id: string) => Promise<unknown>;

export interface CollectedOptions {
  readonly clock: Pick<TimedClock, 'after'>;
  /** How long ids are collected, in milliseconds. */
  readonly forMs: number;
  /** The most ids of one call of `work`. */
  readonly together: number;
  readonly work: (ids: readonly string[]) => Promise<void>;
}

/**
 * Collects ids for a moment, and works on each of them once. Where the work fails because of some ids, it is repeated with each
 * alone, so that only these fail.
 */
export function collected({ clock, forMs, together, work }: CollectedOptions): Refresh {
  const settle = batched<string, { readonly failure?: unknown }>({
    later: (run) => void clock.after(forMs, run),
    async ask(given) {
      const failures = new Map<string, unknown>();
      const attempt = async (ids: readonly string[]): Promise<void> => {
        try {
          await work(ids);
        } catch (error) {
          if (ids.length === 1 || isTransientError(error)) for (const id of ids) failures.set(id, error);
          else for (const id of ids) await attempt([id]);
        }
      };
      const ids = [...new Set(given)];
      for (let from = 0; from < ids.length; from += together) await attempt(ids.slice(from, from + together));
      return given.map((id) => (failures.has(id) ? { failure: failures.get(id) } : {}));
    },
  });
  return async (id) => {
    const outcome = await settle(id);
    if ('failure' in outcome) throw outcome.failure;
  };
}

/** Waits for work, but not beyond the end of the consumer: the event is then delivered again. */
export async function unlessAborted(signal: AbortSignal, work: readonly Promise<unknown>[]): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([Promise.all(work), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
