import type { InFlightIds } from '../domain/in-flight-ids.ts';
import type { InboxRows, RowChange } from '../ports.ts';
import { type PartitionView, pendingRows } from './pending-rows.ts';

export interface Decision<T> {
  readonly changes: readonly RowChange[];
  readonly result: T;
}

/**
 * Reads and decides. It may run again when another process has changed the partition. Each run gets a new id, so no id becomes
 * visible long after it was issued.
 */
export type Decide<T> = (view: PartitionView, id: string) => Promise<Decision<T>>;

export interface Commits {
  /**
   * Commits the changes of a decision. Decisions of one partition run one after the other; those that wait for a commit share
   * the next one, so a famous reader costs few commits.
   */
  run<T>(partition: string, decide: Decide<T>): Promise<T>;
}

export interface CommitOptions {
  readonly rows: InboxRows;
  readonly ids: InFlightIds;
  /** The clock of ids, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** Enough for a partition that many processes change at once. After that the consumer tries again. */
const maxAttempts = 50;
/** A commit that begins later than this after its first id gets new ids, so that streams need not wait long for late ids. */
const maxIdAgeMs = 500;
/** Each decision makes about ten changes. */
const maxShared = 50;

/** What is stored in a partition without a commit. */
const noRows: Pick<InboxRows, 'get' | 'newest'> = {
  get: async () => new Map(),
  newest: async () => [],
};

interface Waiting {
  /** @returns what acknowledges the decision */
  decide(view: PartitionView & { add(changes: readonly RowChange[]): void }, id: string): Promise<() => void>;
  reject(error: unknown): void;
}

export function commits({ rows, ids, nowMs }: CommitOptions): Commits {
  const queues = new Map<string, Waiting[]>();

  /** @returns false if the partition was changed by another process meanwhile */
  const attempt = async (partition: string, batch: readonly Waiting[]): Promise<boolean> => {
    const revision = await rows.revision(partition);
    const view = pendingRows(revision === 0 ? noRows : rows, partition);
    const issued: string[] = [];
    const done: (() => void)[] = [];
    const startedMs = nowMs();
    try {
      for (const each of batch) {
        const id = ids.begin();
        issued.push(id);
        done.push(await each.decide(view, id));
      }
      const changes = view.changes();
      if (changes.length > 0) {
        if (nowMs() - startedMs > maxIdAgeMs) return false;
        if (!(await rows.commit(partition, revision, changes))) return false;
      }
    } finally {
      for (const id of issued) ids.end(id);
    }
    for (const acknowledge of done) acknowledge();
    return true;
  };
  const commit = async (partition: string, batch: readonly Waiting[]): Promise<void> => {
    try {
      for (let n = 0; n < maxAttempts; n++) if (await attempt(partition, batch)) return;
      throw new Error(`partition ${partition} changes too often`);
    } catch (error) {
      for (const each of batch) each.reject(error);
    }
  };
  const work = async (partition: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) await commit(partition, queue.splice(0, maxShared));
    queues.delete(partition);
  };

  return {
    run(partition, decide) {
      const { promise, resolve, reject } =
        Promise.withResolvers<Awaited<ReturnType<typeof decide>>['result']>();
      const waiting: Waiting = {
        async decide(view, id) {
          const { changes, result } = await decide(view, id);
          view.add(changes);
          return () => resolve(result);
        },
        reject,
      };
      const queue = queues.get(partition);
      if (queue) queue.push(waiting);
      else {
        const own = [waiting];
        queues.set(partition, own);
        void work(partition, own);
      }
      return promise;
    },
  };
}
