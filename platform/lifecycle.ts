import { systemClock, type Timers } from './clock.ts';

/** One thing to be closed when the process ends. */
export interface Closer {
  name: string;
  /** The graceful way: finishes what is under way. */
  close(): void | Promise<void>;
  /** The hard way, taken when `close` fails or is not done within `limitMs`. */
  force?(): void | Promise<void>;
  /** How long `close` may take, and after it `force`. Default 10,000. */
  limitMs?: number;
}

/** What was built and must be closed, last built first closed. */
export interface Closers {
  /** Throws once closing has begun: what is built then would never be closed. */
  add(closer: Closer): void;
  /**
   * Closes everything in reverse order, one after the other; no failure keeps the rest from closing.
   * Rejects at the end with an AggregateError of all failures, each naming its closer. Called again,
   * it answers with the same promise.
   */
  close(): Promise<void>;
}

const CLOSE_LIMIT_MS = 10_000;

export function closers(timers: Timers = systemClock): Closers {
  const stack: Closer[] = [];
  let closing: Promise<void> | undefined;

  const within = async (what: string, run: () => void | Promise<void>, limitMs: number): Promise<void> => {
    const limit = Promise.withResolvers<never>();
    // Referenced on purpose: with nothing else alive the process must still wait for its limit.
    const keepAlive = setInterval(() => {}, 1_000);
    const cancel = timers.after(limitMs, () => limit.reject(new Error(`not done within ${limitMs} ms`)));
    try {
      await Promise.race([Promise.resolve().then(run), limit.promise]);
    } catch (error) {
      throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
    } finally {
      cancel();
      clearInterval(keepAlive);
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
