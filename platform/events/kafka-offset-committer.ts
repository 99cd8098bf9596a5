import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';

/** Collects a member's offsets and commits many with one request. */
export interface KafkaOffsetCommitter {
  /** Resolves when the brokers have this offset of the partition, or a later one. */
  add(partition: number, nextOffset: number, oldestTimeMs: number | undefined): Promise<void>;
  /** Commits the collected offsets now. */
  flush(): Promise<void>;
  /** Drops the collected offsets: the member has lost the partitions. */
  drop(): void;
}

interface Gathered {
  next: number;
  oldestTimeMs: number | undefined;
  kept: PromiseWithResolvers<void>;
}

export function kafkaOffsetCommitter(
  topic: string,
  everyMs: number,
  commit: (offsets: TopicPartitionOffsetAndMetadata[]) => Promise<void>,
): KafkaOffsetCommitter {
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
      metadata: offsetMetadata(next, oldestTimeMs),
    }));
    try {
      await commit(offsets);
      for (const { kept } of taken.values()) kept.resolve();
    } catch (error) {
      for (const { kept } of taken.values()) kept.reject(error);
    }
  };
  const flush = () => {
    // Sequential, so that the retry of an earlier request cannot reset a later offset.
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

/** Commit metadata: the time of the record at the offset, if known. */
const offsetMetadata = (next: number, timeMs: number | undefined) =>
  timeMs === undefined ? '' : `${next}@${timeMs}`;

/** The time of the record at the committed offset; undefined when the metadata does not match it. */
export function committedTimeMs(committed: number, note: string | null): number | undefined {
  const [next, timeMs] = (note ?? '').split('@');
  return timeMs !== undefined && Number(next) === committed ? Number(timeMs) : undefined;
}
