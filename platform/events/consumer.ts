import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import { type Backoff, backoffMs, consumerBackoff } from './backoff.ts';
import { type BatchProgress, batchProgress } from './batch-progress.ts';
import { type DeadLetter, deadLetterOf, toRecord } from './dead-letter.ts';
import type { Delivery, EventBatch, EventBus, PartitionLag, PartitionOffset } from './port.ts';

export interface ConsumerOptions {
  bus: EventBus;
  clock: TimedClock;
  topic: string;
  group: string;
  /** Starts at the end and stores no offsets; failed events become no dead letters. Default false. */
  tail?: boolean;
  /**
   * Handles an event. It must be idempotent by event id, because any event may be delivered again. Events of one key
   * come one at a time, in order, unless `anyOrder`; different keys concurrently.
   */
  handle: (event: Delivery, context: { signal: AbortSignal; attempt: number }) => void | Promise<void>;
  /**
   * Handles some events of a batch together, before the others and regardless of order, and resolves with those. It must be
   * idempotent, too. When it rejects, `handle` gets every event of the batch.
   */
  together?: (events: readonly Delivery[], context: { signal: AbortSignal }) => Promise<readonly Delivery[]>;
  /** How many keys of a partition, or events with `anyOrder`, are handled concurrently. Default 16. */
  concurrency?: number;
  /** Handles events of one key concurrently, too: for a handler that reads what there is now. Default false. */
  anyOrder?: boolean;
  /** How often an event is tried before it becomes a dead letter. Default 6. */
  tries?: number;
  backoff?: Backoff;
  /**
   * Recognises failures that are not the event's fault (a dependency is down); the event is retried without limit.
   * Default: none.
   */
  isTransient?: (error: unknown) => boolean;
  /** Called before the event counts as done. When it rejects, both are retried. */
  onDeadLetter?: (letter: DeadLetter) => void | Promise<void>;
  /** Receives every failure, for logs and metrics. The event is absent when the bus failed. */
  onError?: (error: unknown, event?: Delivery, attempt?: number) => void;
  /** The most events in one batch. Default 200. */
  maxBatch?: number;
}

export interface Consumer {
  /** Starts no further event until `resume`. */
  pause(): void;
  resume(): void;
  /** The events that this process received and has not finished, and the time of the oldest. */
  unfinished(): { records: number; oldestTimeMs?: number };
  lag(): Promise<PartitionLag[]>;
  /** The offsets of this member in the partitions that it owns. */
  offsets(): readonly PartitionOffset[];
  /**
   * Aborts the signals of events in progress and waits for them. Unfinished events are delivered again at the next
   * start.
   */
  stop(): Promise<void>;
}

export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { bus, clock, topic, group, handle, together, onError, onDeadLetter } = options;
  const {
    concurrency = 16,
    anyOrder = false,
    tries = 6,
    backoff = consumerBackoff,
    isTransient = () => false,
  } = options;
  const own = background();
  const inFlight = new Set<BatchProgress>();
  let gate = Promise.withResolvers<void>();
  gate.resolve();

  /** Retries `work` until it succeeds, its tries are used up, or the signal aborts. */
  const retried = async (
    event: Delivery,
    signal: AbortSignal,
    work: (attempt: number) => void | Promise<void>,
    giveUp: (error: unknown, failures: number) => boolean,
  ): Promise<{ done: true } | { done: false; error: unknown; failures: number }> => {
    for (let attempt = 1, counted = 0; ; attempt++) {
      try {
        await work(attempt);
        return { done: true };
      } catch (error) {
        if (signal.aborted) return { done: false, error, failures: counted };
        onError?.(error, event, attempt);
        if (!isTransient(error)) counted++;
        if (giveUp(error, counted)) return { done: false, error, failures: counted };
        await pause(clock, backoffMs(backoff, attempt), signal);
        if (signal.aborted) return { done: false, error, failures: counted };
      }
    }
  };

  const bury = (event: Delivery, signal: AbortSignal, error: unknown, attempts: number) => {
    const letter = deadLetterOf(event, { group, error, attempts, failedMs: clock.nowMs() });
    const work = async () => {
      await bus.publish([toRecord(letter)]);
      await onDeadLetter?.(letter);
    };
    return retried(event, signal, work, () => false);
  };

  /** Whether the event counts as done. */
  const deliver = async (event: Delivery, signal: AbortSignal): Promise<boolean> => {
    await gate.promise;
    if (signal.aborted) return false;
    const work = (attempt: number) => handle(event, { signal, attempt });
    const outcome = await retried(event, signal, work, (_, failures) => failures >= tries);
    if (outcome.done) return true;
    if (signal.aborted) return false;
    // A tail shares no work: another group is responsible for the event.
    if (options.tail) return true;
    return (await bury(event, signal, outcome.error, outcome.failures)).done;
  };

  /** The events that were handled together. */
  const handledTogether = async ({ records, signal }: EventBatch): Promise<ReadonlySet<Delivery>> => {
    await gate.promise;
    if (together === undefined || signal.aborted) return new Set();
    try {
      return new Set(await together(records, { signal }));
    } catch (error) {
      if (!signal.aborted) onError?.(error);
      return new Set();
    }
  };

  const onBatch = async (batch: EventBatch): Promise<void> => {
    const progress = batchProgress(batch.records);
    inFlight.add(progress);
    const done = ({ offset }: Delivery) => {
      const next = progress.done(offset);
      if (next !== undefined) batch.commit(next).catch((error) => onError?.(error));
    };
    const handled = await handledTogether(batch);
    for (const event of handled) done(event);
    const keyOf = ({ key, offset }: Delivery) => (anyOrder ? offset : key);
    const byKey = Map.groupBy(
      batch.records.filter((event) => !handled.has(event)),
      keyOf,
    );
    const queues = byKey.values();
    const worker = async () => {
      for (const queue of queues) {
        for (const event of queue) {
          if (!(await deliver(event, batch.signal))) return;
          done(event);
        }
      }
    };
    try {
      // The workers share one iterator; each takes the next unclaimed queue.
      await Promise.all(Array.from({ length: Math.min(concurrency, byKey.size) }, worker));
    } finally {
      inFlight.delete(progress);
    }
  };

  const subscription = await bus.subscribe({
    topic,
    group,
    tail: options.tail ?? false,
    maxBatch: options.maxBatch,
    // The bus may have been woken by a publishing call, whose context must not apply here.
    onBatch: (batch) => own(() => onBatch(batch)),
    onError: (error) => onError?.(error),
  });

  return {
    pause() {
      gate.resolve();
      gate = Promise.withResolvers();
    },
    resume: () => gate.resolve(),
    unfinished() {
      const all = [...inFlight].map((progress) => progress.unfinished());
      const times = all.map((each) => each.oldestTimeMs).filter((time) => time !== undefined);
      const records = all.reduce((sum, each) => sum + each.records, 0);
      return times.length > 0 ? { records, oldestTimeMs: Math.min(...times) } : { records };
    },
    lag: () => bus.lag(topic, group),
    offsets: () => subscription.offsets(),
    async stop() {
      const stopped = subscription.stop();
      gate.resolve();
      await stopped;
    },
  };
}
