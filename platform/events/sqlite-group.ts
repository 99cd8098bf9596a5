import { pause, type Timers } from '../clock.ts';
import type { Delivery, EventBatch, SubscribeOptions, Subscription } from './port.ts';

const MAX_BATCH = 200;

/** The progress of a group in one partition, as this process knows it. */
interface Track {
  partition: number;
  committed: number;
  position: number;
  running: boolean;
  /** Records may have arrived since the last read. */
  woken: boolean;
  member: Member | undefined;
}

interface Member {
  options: SubscribeOptions;
  stopping: AbortController;
  inFlight: Set<Promise<boolean>>;
}

export interface GroupOptions {
  /** Committed offsets by partition. */
  offsets: number[];
  timers: Timers;
  redeliveryMs: number;
  read(partition: number, from: number, limit: number): Delivery[];
  /** Resolves when the offset is durable. */
  keep(partition: number, next: number): Promise<void>;
}

/** One consumer group of one topic: assigns the partitions to its members. */
export interface Group {
  join(options: SubscribeOptions): Subscription;
  /** Signals that there may be new records in the partitions. */
  wake(partitions: Iterable<number>): void;
  committed(): number[];
  /** The number of members. */
  size(): number;
  stop(): Promise<void>;
}

export function consumerGroup({ offsets, timers, redeliveryMs, read, keep }: GroupOptions): Group {
  const members: Member[] = [];
  const tracks: Track[] = offsets.map((committed, partition) => {
    return { partition, committed, position: committed, running: false, woken: false, member: undefined };
  });

  const batchFor = (track: Track, records: Delivery[], signal: AbortSignal): EventBatch => ({
    topic: records[0]!.topic,
    partition: track.partition,
    records,
    signal,
    async commit(nextOffset) {
      if (nextOffset <= track.committed) return;
      track.committed = nextOffset;
      await keep(track.partition, nextOffset);
    },
  });

  /** False when the last record was read: later ones wake the partition. */
  const deliver = async (track: Track, { options, stopping }: Member): Promise<boolean> => {
    const maxBatch = options.maxBatch ?? MAX_BATCH;
    try {
      const records = read(track.partition, track.position, maxBatch);
      if (records.length === 0) return false;
      await options.onBatch(batchFor(track, records, stopping.signal));
      track.position = stopping.signal.aborted ? track.committed : records.at(-1)!.offset + 1;
      if (records.length < maxBatch) return stopping.signal.aborted;
      // A backlog must not block the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      track.position = track.committed;
      if (stopping.signal.aborted) return true;
      options.onError?.(error);
      await pause(timers, redeliveryMs, stopping.signal);
    }
    return true;
  };

  const run = async (track: Track): Promise<void> => {
    track.woken = true;
    if (track.running) return;
    track.running = true;
    for (let more = true; more || track.woken; ) {
      track.woken = false;
      const member = members[track.partition % members.length];
      if (!member) break;
      // A new owner knows only the committed offset.
      if (member !== track.member) track.position = track.committed;
      track.member = member;
      const delivered = deliver(track, member);
      member.inFlight.add(delivered);
      more = await delivered;
      member.inFlight.delete(delivered);
    }
    track.running = false;
  };

  const wake = (partitions: Iterable<number>) => {
    for (const partition of partitions) void run(tracks[partition]!);
  };
  const wakeAll = () => wake(tracks.keys());

  const leave = async (member: Member): Promise<void> => {
    const at = members.indexOf(member);
    if (at >= 0) members.splice(at, 1);
    member.stopping.abort();
    await Promise.all(member.inFlight);
    wakeAll();
  };

  return {
    join(options) {
      const member: Member = { options, stopping: new AbortController(), inFlight: new Set() };
      members.push(member);
      // After this call, because the joining member does not have its subscription yet.
      setImmediate(wakeAll);
      const own = () => tracks.filter(({ partition }) => members[partition % members.length] === member);
      return {
        offsets: () => own().map(({ partition, committed }) => ({ partition, next: committed })),
        stop: () => leave(member),
      };
    },
    wake,
    size: () => members.length,
    committed: () => tracks.map((track) => track.committed),
    async stop() {
      await Promise.all(members.splice(0).map(leave));
    },
  };
}
