import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Timers } from '../clock.ts';
import { kafkaOffsetCommitter } from './kafka-offset-committer.ts';
import { type KafkaPartition, kafkaPartition } from './kafka-partition.ts';
import type { Delivery, SubscribeOptions, Subscription } from './port.ts';

export interface KafkaSubscriptionOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly timers: Timers;
  /** The session timeout: a member that is silent for so long loses its partitions. */
  readonly sessionMs: number;
  readonly redeliveryMs: number;
  readonly keepEveryMs: number;
  /**
   * The start offsets of a group made for this member alone. Other groups start at their committed offsets or at the
   * oldest record.
   */
  readonly from?: readonly { readonly partition: number; readonly offset: string }[];
}

/** How long a fetch waits for records, and therefore how long stopping may take. */
const fetchWaitMs = 250;
/** The pause before the subscription reconnects after the client gave up, in milliseconds. */
const againMs = 500;
/** The attempts before a member has joined for the first time; after these the subscriber gets the error. */
const firstTries = 3;

/**
 * Joins a group. Fetched records go to a track for each partition, so one slow partition does not block the others and
 * the client's loop stays free for heartbeats. Rebalances are eager: every member loses all partitions and continues at
 * the committed offsets.
 */
export async function kafkaSubscription(
  given: KafkaSubscriptionOptions,
  options: SubscribeOptions,
): Promise<Subscription> {
  const { kafka, groupId, timers, sessionMs, redeliveryMs, keepEveryMs } = given;
  const { topic, onError } = options;
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: sessionMs,
    rebalanceTimeout: sessionMs,
    heartbeatInterval: Math.min(1_000, sessionMs / 4),
    maxWaitTimeInMs: fetchWaitMs,
    allowAutoTopicCreation: false,
    // The client may drop a connection and start again; the subscription never ends by itself.
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => !stopped },
  });
  let tracks = new Map<number, KafkaPartition>();
  let stopped = false;
  const offsets = kafkaOffsetCommitter(topic, keepEveryMs, (offsets) => consumer.commitOffsets(offsets));

  /** The only member of a group keeps its offsets across rebalances. */
  const lastPlaces = new Map(given.from?.map(({ partition, offset }) => [partition, Number(offset)]));
  const placeOf = (partition: number) => (given.from ? lastPlaces.get(partition) : undefined);
  const makeTrack = (partition: number) =>
    kafkaPartition({
      topic,
      partition,
      options,
      timers,
      redeliveryMs,
      place: placeOf(partition),
      seek: (offset) => consumer.seek({ topic, partition, offset: String(offset) }),
      hold: (held) => consumer[held ? 'pause' : 'resume']([{ topic, partitions: [partition] }]),
      keep: (next, oldestTimeMs) => offsets.add(partition, next, oldestTimeMs),
    });
  const endTracks = () => {
    for (const [partition, { place }] of tracks) lastPlaces.set(partition, place() ?? 0);
    const ended = [...tracks.values()].map((each) => each.stop());
    tracks = new Map();
    return Promise.all(ended);
  };

  /** Before the first fetch. The offset is committed at once, so that it survives a lost session. */
  const begin = async () => {
    const offsets = (given.from ?? []).map((place) => ({ topic, ...place }));
    for (const each of offsets) consumer.seek(each);
    if (offsets.length > 0) await consumer.commitOffsets(offsets);
  };
  let begun: Promise<void> | undefined;
  const joined = Promise.withResolvers<void>();
  consumer.on(consumer.events.REBALANCING, () => offsets.flush());
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    offsets.drop();
    void endTracks();
    const assigned: Record<string, readonly number[]> = payload.memberAssignment;
    for (const partition of assigned[topic] ?? []) tracks.set(partition, makeTrack(partition));
    consumer.resume([{ topic, partitions: [...tracks.keys()] }]);
    begun ??= begin();
    joined.resolve();
  });
  const run = () =>
    consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 8,
      async eachBatch({ batch, resolveOffset, isStale, isRunning }) {
        const owner = tracks.get(batch.partition);
        if (owner === undefined || isStale() || !isRunning()) return;
        owner.take(batch.messages.map((message) => deliveryOf(topic, batch.partition, message)));
        resolveOffset(batch.lastOffset());
      },
    });
  let crashes = 0;
  let cancelAgain = () => {};
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    onError?.(payload.error);
    if (payload.restart || stopped) return;
    // The client treats it as fatal, as it does when no broker in its list answers. The subscription continues.
    crashes++;
    if (begun === undefined && crashes >= firstTries) joined.reject(payload.error);
    else cancelAgain = timers.after(againMs, () => void run().catch((error) => onError?.(error)));
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await run();
    await joined.promise;
    await begun;
  } catch (error) {
    stopped = true;
    await consumer.disconnect().catch(() => {});
    throw error;
  }

  return {
    offsets: () =>
      [...tracks].flatMap(([partition, { place }]) => {
        const next = place();
        return next === undefined ? [] : [{ partition, next }];
      }),
    async stop() {
      if (stopped) return;
      stopped = true;
      cancelAgain();
      await endTracks();
      await offsets.flush();
      await consumer.disconnect();
    },
  };
}

function deliveryOf(topic: string, partition: number, message: KafkaMessage): Delivery {
  const header = (name: string) => String(message.headers?.[name] ?? '');
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key?.toString() ?? '',
    value: message.value ?? new Uint8Array(),
    eventId: header('event-id'),
    timeMs: Number(header('time-ms')),
  };
}
