import { DomainError } from '../domain-error.ts';

/** Decides a job's place in the queue. */
export interface FairQueueKey {
  /** Cancels the job while it waits. A running job is not interrupted. */
  readonly signal?: AbortSignal;
  /**
   * Jobs of one source (such as a network address) share one turn: sources are served round-robin, however many jobs
   * each has.
   */
  readonly from?: string;
  /** Known sources go before unknown ones, and take the place of an unknown one when the queue is full. */
  readonly isKnown?: boolean;
}

/** Runs a limited number of jobs at once, queues a limited number, and refuses the rest immediately. */
export interface FairWorkQueue {
  /**
   * @throws DomainError OVERLOADED when the queue is full; also for a job that already waits, if its source has the
   *   most jobs in the queue
   */
  run<T>(job: () => Promise<T>, queueKey?: FairQueueKey): Promise<T>;
}

/** Waiting jobs by source. The source that is served next comes first. */
type Line = Map<string, Set<Waiter>>;

interface Waiter {
  start(): void;
  refuse(error: DomainError): void;
}

export function fairWorkQueue(options: {
  concurrency: number;
  maxWaiting: number;
  /** The expected duration of a job in milliseconds. The wait that refused callers are given is computed from it. */
  jobMs: number;
}): FairWorkQueue {
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
  /** The source with the most waiting jobs loses its newest one to a source with fewer. */
  const makeRoom = ({ from = '', isKnown = false }: FairQueueKey) => {
    const line = isKnown && strangers.size === 0 ? known : strangers;
    const ownCount = isKnown && line === strangers ? -1 : (line.get(from)?.size ?? 0);
    const [most] = [...line.values()].sort((a, b) => b.size - a.size);
    if (most === undefined || most.size <= ownCount + 1) throw overloaded();
    [...most].at(-1)!.refuse(overloaded());
  };

  const slot = ({ signal, from = '', isKnown = false }: FairQueueKey) =>
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

  /** Starts the next job; false when none waits. */
  const startNext = (): boolean => {
    const line = known.size > 0 ? known : strangers;
    const [next] = line;
    if (next === undefined) return false;
    const [from, own] = next;
    // Re-inserts the source at the end of the line.
    line.delete(from);
    line.set(from, own);
    own.values().next().value!.start();
    return true;
  };

  return {
    async run(job, queueKey = {}) {
      queueKey.signal?.throwIfAborted();
      if (running >= concurrency) {
        if (waitingCount >= maxWaiting) makeRoom(queueKey);
        // A finished job hands its slot to the next one, so `running` does not change here.
        await slot(queueKey);
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
