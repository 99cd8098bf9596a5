/** What happened, as it travels. */
export interface EventRecord {
  /** One of topics.ts. */
  topic: string;
  /** Orders: records of one key of one topic are delivered in the order they were published in. */
  key: string;
  /** An encoded skein.event.v1.Event; the bus does not look into it. */
  value: Uint8Array;
  /** The same at every delivery of the same event: consumers are idempotent by it. */
  eventId: string;
  /** When it happened, in milliseconds since 1970. */
  timeMs: number;
}

/** A record with its place in the log. */
export interface Delivery extends EventRecord {
  /** From 0; a key always falls into the same partition of its topic. */
  partition: number;
  /** Rises within a partition; not without gaps in every adapter. */
  offset: number;
}

export interface EventBatch {
  topic: string;
  partition: number;
  /** At least one, by rising offset. Not to be changed. */
  records: readonly Delivery[];
  /** Aborts when the subscription stops or loses the partition: finish or drop what is under way. */
  signal: AbortSignal;
  /**
   * Everything of this partition below `nextOffset` is done for the group: give the lowest unfinished
   * offset. Never goes back. Resolves when a crash can't undo it; cheap to call often, since adapters gather
   * calls, so there is no need to wait before going on.
   */
  commit(nextOffset: number): Promise<void>;
}

export interface SubscribeOptions {
  topic: string;
  /** Who shares the work: each partition goes to one member of the group at a time. */
  group: string;
  /** Starts at the end and keeps no offsets, for hints that only matter now. Default false. */
  tail?: boolean;
  /** The most records of a batch. Default 200. */
  maxBatch?: number;
  /**
   * Is given the batches of a partition one after the other, those of several partitions at the same time.
   * Resolving asks for the next one, committed or not. Rejecting, or resolving after its signal aborted,
   * makes the partition go on at its committed offset, after a pause.
   */
  onBatch: (batch: EventBatch) => Promise<void>;
  /** What `onBatch` rejected with, and failures of the bus that it goes on from by itself. */
  onError?: (error: unknown) => void;
}

/** Of one partition everything below `next` is done. */
export interface Place {
  readonly partition: number;
  readonly next: number;
}

export interface Subscription {
  /**
   * How far this member is with the partitions that are its own now, as far as it knows: after a start it may learn
   * its place in a partition only when something comes. A tail knows all of them.
   */
  places(): readonly Place[];
  /** Aborts the batches under way, waits for their `onBatch`, then gives the partitions to other members. */
  stop(): Promise<void>;
}

export interface PartitionLag {
  partition: number;
  /** The group's committed offset. */
  committed: number;
  /** The offset that the next record will get. */
  end: number;
  /** How many records wait. */
  records: number;
  /** The time of the oldest of them; undefined when none waits, or when the log can't tell without reading it. */
  oldestTimeMs: number | undefined;
}

/**
 * A log of records by topic. At least once: what `publish` acknowledged is delivered to every group until the
 * group commits past it, again after every crash and every change of members, and may come twice at any time.
 * There is no order across keys or topics.
 */
export interface EventBus {
  /**
   * All of them or, when it rejects, perhaps some: publish the same again, in the same order. Resolves when a
   * crash can't lose them. Records of one call, and of calls made one after the other, keep their order.
   */
  publish(records: readonly EventRecord[]): Promise<void>;
  /**
   * A group that is new to the topic begins with the oldest record there is (`tail`: after the newest), a
   * known one where it last committed. Resolves when the group's place is fixed: later records reach it.
   */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /**
   * Every group that keeps a place, running or not, once for each topic that it reads; in any order. Tails keep none.
   */
  groups(): Promise<readonly { readonly topic: string; readonly group: string }[]>;
  /** How far a group is behind, one entry a partition. A group that never subscribed has everything to do. */
  lag(topic: string, group: string): Promise<PartitionLag[]>;
  /**
   * Stops all subscriptions, keeps what was committed, then lets go of the log. Whoever opened the bus closes
   * it, after its publishers. Publishing and subscribing then reject.
   */
  close(): Promise<void>;
}

/** How far a group is behind over all partitions. */
export function totalLag(partitions: readonly PartitionLag[]): { records: number; oldestTimeMs?: number } {
  const times = partitions.map((each) => each.oldestTimeMs).filter((time) => time !== undefined);
  const records = partitions.reduce((sum, each) => sum + each.records, 0);
  return times.length > 0 ? { records, oldestTimeMs: Math.min(...times) } : { records };
}
