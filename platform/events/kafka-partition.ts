import { pause, type Timers } from '../clock.ts';
import type { Delivery, EventBatch, SubscribeOptions } from './port.ts';

/** How many undelivered records a partition may hold, as a multiple of a batch. */
const heldBatches = 4;
const defaultMaxBatch = 200;

export interface KafkaPartitionOptions {
  readonly topic: string;
  readonly partition: number;
  readonly options: SubscribeOptions;
  readonly timers: Timers;
  readonly redeliveryMs: number;
  /** The start offset, when it is known. */
  readonly place?: number;
  /** Moves the client to this offset. */
  seek(offset: number): void;
  /** Pauses or resumes fetching of this partition. */
  hold(held: boolean): void;
  /** Resolves when the brokers have committed the offset. */
  keep(nextOffset: number, oldestTimeMs: number | undefined): Promise<void>;
}

/** One partition of a subscription, from its assignment until it is revoked. Delivers batch after batch. */
export interface KafkaPartition {
  /** Takes fetched records, in order. */
  take(records: readonly Delivery[]): void;
  /** The lowest unfinished offset; undefined while unknown. */
  place(): number | undefined;
  /** Aborts the batch in progress and waits for it. */
  stop(): Promise<void>;
}

export function kafkaPartition(given: KafkaPartitionOptions): KafkaPartition {
  const { topic, partition, options, timers, redeliveryMs, seek, hold, keep } = given;
  const maxBatch = options.maxBatch ?? defaultMaxBatch;
  const stopping = new AbortController();
  const { signal } = stopping;
  let waiting: Delivery[] = [];
  /** The last delivered batch. The first unfinished record is in it or among the waiting ones. */
  let delivered: readonly Delivery[] = [];
  /** The lowest unfinished offset; undefined until the first record arrives. */
  let committed = given.place;
  let held = false;
  let running: Promise<void> | undefined;

  const firstUndone = () =>
    delivered.find(({ offset }) => offset >= committed!) ??
    waiting.find(({ offset }) => offset >= committed!);

  const holdWhenFull = () => {
    const full = waiting.length >= maxBatch * heldBatches;
    if (full === held) return;
    held = full;
    hold(full);
  };

  const deliver = async (): Promise<void> => {
    const records = waiting.splice(0, maxBatch);
    delivered = records;
    const batch: EventBatch = {
      topic,
      partition,
      records,
      signal,
      async commit(nextOffset) {
        if (nextOffset <= committed!) return;
        committed = nextOffset;
        await keep(nextOffset, firstUndone()?.timeMs);
      },
    };
    try {
      await options.onBatch(batch);
    } catch (error) {
      if (signal.aborted) return;
      options.onError?.(error);
      await pause(timers, redeliveryMs, signal);
      if (signal.aborted) return;
      waiting = [];
      delivered = [];
      seek(committed!);
    }
    if (!signal.aborted) holdWhenFull();
  };

  const run = async (): Promise<void> => {
    // Runs after the client's own call, which fetches nothing more until it returns.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0 && !signal.aborted) await deliver();
    running = undefined;
  };

  return {
    take(records) {
      if (records.length === 0 || signal.aborted) return;
      committed ??= records[0]!.offset;
      waiting.push(...records);
      holdWhenFull();
      running ??= run();
    },
    place: () => committed,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
