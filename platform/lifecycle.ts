import { keepAlive, systemClock, type Timers } from './clock.ts';

/** One resource that is closed when the process stops. */
export interface Closer {
  name: string;
  /** The graceful way: finishes work in progress. */
  close(): void | Promise<void>;
  /** The hard way, taken when `close` fails or exceeds `limitMs`. */
  force?(): void | Promise<void>;
  /** How long `close` may take, and `force` after it. Default 10,000. */
  limitMs?: number;
}

/** Resources to close, in reverse order of creation. */
export interface Closers {
  /** Throws once closing has begun, because the resource would never be closed. */
  add(closer: Closer): void;
  /**
   * Closes everything in reverse order, one after the other; a failure does not stop the rest. Rejects at the end with
   * an AggregateError of all failures, each naming its closer. Further calls give the same promise.
   */
  close(): Promise<void>;
}

const CLOSE_LIMIT_MS = 10_000;

export function closers(timers: Timers = systemClock): Closers {
  const stack: Closer[] = [];
  let closing: Promise<void> | undefined;

  const within = async (what: string, run: () => void | Promise<void>, limitMs: number): Promise<void> => {
    const limit = Promise.withResolvers<never>();
    // The process must stay alive for the limit.
    const endWait = keepAlive();
    const cancel = timers.after(limitMs, () => limit.reject(new Error(`not done within ${limitMs} ms`)));
    try {
      await Promise.race([Promise.resolve().then(run), limit.promise]);
    } catch (error) {
      throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
    } finally {
      cancel();
      endWait();
    }
  };

  const unwind = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (let closer = stack.pop(); closer; closer = stack.pop()) {
      const { name, close, force, limitMs = CLOSE_LIMIT_MS } = closer;
      try {
        await within(`closing ${name}`, close.bind(closer), limitMs);
      } catch (error) {
        errors.push(error);
        if (!force) continue;
        await within(`forcing ${name}`, force.bind(closer), limitMs).catch((worse) => errors.push(worse));
      }
    }
    if (errors.length > 0) {
      throw new AggregateError(errors, errors.map((error) => (error as Error).message).join('; '));
    }
  };

  return {
    add(closer) {
      if (closing) throw new Error(`${closer.name} was built while closing`);
      stack.push(closer);
    },
    close() {
      closing ??= unwind();
      return closing;
    },
  };
}
