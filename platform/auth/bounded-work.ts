import { DomainError } from '../domain-error.ts';

/** Runs at most so many jobs at once, lets so many wait, and refuses the rest at once. */
export interface BoundedWork {
  /**
   * @param signal gives a waiting job up; a running one ends by itself
   * @throws DomainError OVERLOADED when the queue is full
   */
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export function boundedWork(options: {
  concurrency: number;
  maxWaiting: number;
  /** About what a job takes in milliseconds; the wait that a refused caller is told follows from it. */
  jobMs: number;
}): BoundedWork {
  const { concurrency, maxWaiting, jobMs } = options;
  let running = 0;
  const waiting = new Set<() => void>();

  const slot = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        waiting.delete(start);
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(start);
        reject(signal!.reason);
      };
      waiting.add(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });

  return {
    async run(job, signal) {
      signal?.throwIfAborted();
      if (running >= concurrency) {
        if (waiting.size >= maxWaiting) {
          const retryAfterMs = Math.ceil(((waiting.size + 1) * jobMs) / concurrency);
          throw new DomainError('OVERLOADED', 'too much work is waiting', { retryAfterMs });
        }
        // Whoever leaves hands its slot over, so `running` does not change here.
        await slot(signal);
      } else {
        running++;
      }
      try {
        return await job();
      } finally {
        const [next] = waiting;
        if (next) next();
        else running--;
      }
    },
  };
}
