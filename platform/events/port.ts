/** An event as it is transported. */
export interface EventRecord {
  /** One of topics.ts. */
  topic: string;
  /** Ordering key: records of one key of one topic are delivered in the order of their publishing. */
  key: string;
  /** An encoded skein.event.v1.Event; opaque to the bus. */
  value: Uint8Array;
  /** The same at every delivery of the event. Consumers use it for idempotency. */
  eventId: string;
  /** When the event happened, in milliseconds since 1970. */
  timeMs: number;
}

/** A record with its position in the log. */
export interface Delivery extends EventRecord {
  /** From 0. A key is always in the same partition of its topic. */
  partition: number;
  /** Rises within a partition; some adapters leave gaps. */
  offset: number;
}

export interface EventBatch {
  topic: string;
  partition: number;
  /** At least one, by rising offset. Must not be changed. */
  records: readonly Delivery[];
  /** Aborts when the subscription stops or loses the partition: finish or drop the current work. */
  signal: AbortSignal;
  /**
   * Marks everything of this partition below `nextOffset` as done for the group: pass the lowest unfinished offset.
   * Never goes back. Resolves when the commit is durable. Adapters batch commits, so it is cheap to call and need not
   * be awaited.
   */
  commit(nextOffset: number): Promise<void>;
}

export interface SubscribeOptions {
  topic: string;
  /** The members of a group share the work: a partition belongs to one member at a time. */
  group: string;
  /** Starts at the end and stores no offsets, for events that matter only now. Default false. */
  tail?: boolean;
  /** The most records of a batch. Default 200. */
  maxBatch?: number;
  /**
   * Receives the batches of one partition in sequence, those of different partitions concurrently. The next batch
   * follows when it resolves, committed or not. When it rejects, or resolves after its signal aborted, the partition
   * continues at its committed offset after a pause.
   */
  onBatch: (batch: EventBatch) => Promise<void>;
  /** Receives rejections of `onBatch` and failures that the bus recovers from. */
  onError?: (error: unknown) => void;
}

/** Everything of the partition below `next` is done. */
export interface PartitionOffset {
  readonly partition: number;
  readonly next: number;
}

export interface Subscription {
  /**
   * The offsets of this member in the partitions that it owns, as far as known: after a start it may learn an offset
   * only with the first record. A tail knows all of them.
   */
  offsets(): readonly PartitionOffset[];
  /** Aborts the current batches, waits for their `onBatch`, then gives the partitions to other members. */
  stop(): Promise<void>;
}

export interface PartitionLag {
  partition: number;
  /** The group's committed offset. */
  committed: number;
  /** The offset of the next record. */
  end: number;
  /** How many records wait. */
  records: number;
  /** The time of the oldest waiting record; undefined when none waits, or when the log would have to read it. */
  oldestTimeMs: number | undefined;
}

/**
 * A log of records by topic, with at-least-once delivery: a record that `publish` acknowledged is delivered to every
 * group until the group commits past it, again after every crash and change of members, and possibly more than once at
 * any time. There is no order across keys or topics.
 */
export interface EventBus {
  /**
   * Publishes all records. When it rejects, some may be published: publish the same records again, in the same order.
   * Resolves when they are durable. Records of one call, and of sequential calls, keep their order.
   */
  publish(records: readonly EventRecord[]): Promise<void>;
  /**
   * A group that is new to the topic starts at the oldest record (`tail`: after the newest), a known one at its
   * committed offset. Resolves when the group's offset is fixed, so later records reach it.
   */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /**
   * Every group with stored offsets, running or not, once for each topic that it reads; in any order. Tails store none.
   */
  groups(): Promise<readonly { readonly topic: string; readonly group: string }[]>;
  /** The lag of a group, one entry a partition. For a group that never subscribed it is the whole topic. */
  lag(topic: string, group: string): Promise<PartitionLag[]>;
  /**
   * Stops all subscriptions, stores committed offsets and closes the log. The opener of the bus closes it, after its
   * publishers. Publishing and subscribing then reject.
   */
  close(): Promise<void>;
}

/** The lag of a group over all partitions. */
export function totalLag(partitions: readonly PartitionLag[]): { records: number; oldestTimeMs?: number } {
  const times = partitions.map((each) => each.oldestTimeMs).filter((time) => time !== undefined);
  const records = partitions.reduce((sum, each) => sum + each.records, 0);
  return times.length > 0 ? { records, oldestTimeMs: Math.min(...times) } : { records };
}
