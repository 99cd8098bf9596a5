import { pause, type Timers } from '../clock.ts';
import type { Delivery, EventBatch, SubscribeOptions } from './port.ts';

/** What a partition may hold here that was not delivered, as a multiple of a batch. */
const heldBatches = 4;
const defaultMaxBatch = 200;

export interface TrackOptions {
  readonly topic: string;
  readonly partition: number;
  readonly options: SubscribeOptions;
  readonly timers: Timers;
  readonly redeliveryMs: number;
  /** Where it begins, when that is known. */
  readonly place?: number;
  /** Makes the client go on at this offset. */
  seek(offset: number): void;
  /** Makes the client fetch nothing of this partition, or fetch again. */
  hold(held: boolean): void;
  /** Resolves when the offset is kept by the brokers. */
  keep(nextOffset: number, oldestTimeMs: number | undefined): Promise<void>;
}

/** One partition of a subscription from when this member was given it until it is lost: delivers batch after batch. */
export interface Track {
  /** What the client fetched, in order. */
  take(records: readonly Delivery[]): void;
  /** Below it all is done; undefined while that is not known. */
  place(): number | undefined;
  /** Aborts the batch under way and waits for it. */
  stop(): Promise<void>;
}

export function track(given: TrackOptions): Track {
  const { topic, partition, options, timers, redeliveryMs, seek, hold, keep } = given;
  const maxBatch = options.maxBatch ?? defaultMaxBatch;
  const stopping = new AbortController();
  const { signal } = stopping;
  let waiting: Delivery[] = [];
  /** The batch that was delivered last: the first undone record is in it or among those waiting. */
  let delivered: readonly Delivery[] = [];
  /** Below it all is done; undefined until something came. */
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
    // Not within the client's own call, which asks for nothing more until it returns.
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
