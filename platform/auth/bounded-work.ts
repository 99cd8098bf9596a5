import { DomainError } from '../domain-error.ts';

/** Who wants a job done. */
export interface Wanting {
  /** Gives a waiting job up; a running one ends by itself. */
  readonly signal?: AbortSignal;
  /** Whose it is: those who wait get their turns one after the other, however many jobs each of them has. */
  readonly from?: string;
  /** Goes before all who are not known, and takes the place of one of them where the queue is full. */
  readonly isKnown?: boolean;
}

/** Runs at most so many jobs at once, lets so many wait, and refuses the rest at once. */
export interface BoundedWork {
  /** @throws DomainError OVERLOADED when the queue is full, also later, for those who have most of it */
  run<T>(job: () => Promise<T>, wanting?: Wanting): Promise<T>;
}

/** Those who wait, by whose they are; whose turn is next comes first. */
type Line = Map<string, Set<Waiter>>;

interface Waiter {
  start(): void;
  refuse(error: DomainError): void;
}

export function boundedWork(options: {
  concurrency: number;
  maxWaiting: number;
  /** About what a job takes in milliseconds; the wait that a refused caller is told follows from it. */
  jobMs: number;
}): BoundedWork {
  const { concurrency, maxWaiting, jobMs } = options;
  let running = 0;
  let waitingCount = 0;
  const known: Line = new Map();
  const strangers: Line = new Map();

  const leave = (line: Line, from: string, waiter: Waiter) => {
    const own = line.get(from)!;
    own.delete(waiter);
    waitingCount--;
    if (own.size === 0) line.delete(from);
  };
  const overloaded = () => {
    const retryAfterMs = Math.ceil(((waitingCount + 1) * jobMs) / concurrency);
    return new DomainError('OVERLOADED', 'too much work is waiting', { retryAfterMs });
  };
  /** Whoever has most of the queue gives a place to who has less: the one that waits for the shortest time. */
  const makeRoom = ({ from = '', isKnown = false }: Wanting) => {
    const line = isKnown && strangers.size === 0 ? known : strangers;
    const ownCount = isKnown && line === strangers ? -1 : (line.get(from)?.size ?? 0);
    const [most] = [...line.values()].sort((a, b) => b.size - a.size);
    if (most === undefined || most.size <= ownCount + 1) throw overloaded();
    [...most].at(-1)!.refuse(overloaded());
  };

  const slot = ({ signal, from = '', isKnown = false }: Wanting) =>
    new Promise<void>((resolve, reject) => {
      const line = isKnown ? known : strangers;
      const end = () => {
        leave(line, from, waiter);
        signal?.removeEventListener('abort', giveUp);
      };
      const waiter: Waiter = {
        start() {
          end();
          resolve();
        },
        refuse(error) {
          end();
          reject(error);
        },
      };
      const giveUp = () => {
        end();
        reject(signal!.reason);
      };
      const own = line.get(from) ?? new Set();
      line.set(from, own);
      own.add(waiter);
      waitingCount++;
      signal?.addEventListener('abort', giveUp, { once: true });
    });

  /** Starts the next in turn; false when nobody waits. */
  const startNext = (): boolean => {
    const line = known.size > 0 ? known : strangers;
    const [next] = line;
    if (next === undefined) return false;
    const [from, own] = next;
    // Behind the others, for the next time.
    line.delete(from);
    line.set(from, own);
    own.values().next().value!.start();
    return true;
  };

  return {
    async run(job, wanting = {}) {
      wanting.signal?.throwIfAborted();
      if (running >= concurrency) {
        if (waitingCount >= maxWaiting) makeRoom(wanting);
        // Whoever leaves hands its slot over, so `running` does not change here.
        await slot(wanting);
      } else {
        running++;
      }
      try {
        return await job();
      } finally {
        if (!startNext()) running--;
      }
    },
  };
}
