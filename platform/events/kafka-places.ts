import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';

/** Gathers a member's offsets, so that many are kept by one request. */
export interface KafkaPlaces {
  /** Resolves when the brokers have this offset of the partition, or a later one. */
  add(partition: number, nextOffset: number, oldestTimeMs: number | undefined): Promise<void>;
  /** Keeps now what was gathered. */
  flush(): Promise<void>;
  /** Forgets what was gathered: the partitions are no longer this member's. */
  drop(): void;
}

interface Gathered {
  next: number;
  oldestTimeMs: number | undefined;
  kept: PromiseWithResolvers<void>;
}

export function kafkaPlaces(
  topic: string,
  everyMs: number,
  commit: (offsets: TopicPartitionOffsetAndMetadata[]) => Promise<void>,
): KafkaPlaces {
  let gathered = new Map<number, Gathered>();
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  const take = () => {
    clearTimeout(timer);
    timer = undefined;
    const taken = gathered;
    gathered = new Map();
    return taken;
  };
  const send = async (): Promise<void> => {
    const taken = take();
    if (taken.size === 0) return;
    const offsets = [...taken].map(([partition, { next, oldestTimeMs }]) => ({
      topic,
      partition,
      offset: String(next),
      metadata: placeNote(next, oldestTimeMs),
    }));
    try {
      await commit(offsets);
      for (const { kept } of taken.values()) kept.resolve();
    } catch (error) {
      for (const { kept } of taken.values()) kept.reject(error);
    }
  };
  const flush = () => {
    // One after the other: an earlier request that is repeated must not take a later one's place back.
    sending = sending.then(send);
    return sending;
  };

  return {
    add(partition, next, oldestTimeMs) {
      const kept = gathered.get(partition)?.kept ?? Promise.withResolvers<void>();
      gathered.set(partition, { next, oldestTimeMs, kept });
      timer ??= setTimeout(flush, everyMs);
      return kept.promise;
    },
    flush,
    drop() {
      for (const { kept } of take().values()) kept.reject(new Error('the partition went to another member'));
    },
  };
}

/** Goes with an offset: when the record there happened, if whoever kept it knew. */
const placeNote = (next: number, timeMs: number | undefined) =>
  timeMs === undefined ? '' : `${next}@${timeMs}`;

/** When the record at the committed offset happened; undefined when the note says nothing of it. */
export function notedTimeMs(committed: number, note: string | null): number | undefined {
  const [next, timeMs] = (note ?? '').split('@');
  return timeMs !== undefined && Number(next) === committed ? Number(timeMs) : undefined;
}
