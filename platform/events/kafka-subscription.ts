import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Timers } from '../clock.ts';
import { kafkaPlaces } from './kafka-places.ts';
import { type Track, track } from './kafka-track.ts';
import type { Delivery, SubscribeOptions, Subscription } from './port.ts';

export interface KafkaSubscriptionOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly timers: Timers;
  /** A member that was not heard of for this long has lost its partitions. */
  readonly sessionMs: number;
  readonly redeliveryMs: number;
  readonly keepEveryMs: number;
  /** Where a group begins that is made for this member alone; others begin at the oldest record or where they were. */
  readonly from?: readonly { readonly partition: number; readonly offset: string }[];
}

/** How long a fetch waits for a record to come: also how long stopping may wait. */
const fetchWaitMs = 250;
/** What the client gave up is begun again after this pause, in milliseconds. */
const againMs = 500;
/** So often before a member has ever joined: then whoever subscribes decides. */
const firstTries = 3;

/**
 * Joins a group. What the client fetches is handed to a track for each partition, so that one slow partition holds up
 * no other, and the client's loop is free for its heartbeats. Rebalances are eager: every member loses all partitions
 * and goes on at the committed offsets.
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
    // The client gives up a connection and begins anew; it never gives up the subscription.
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => !stopped },
  });
  let tracks = new Map<number, Track>();
  let stopped = false;
  const places = kafkaPlaces(topic, keepEveryMs, (offsets) => consumer.commitOffsets(offsets));

  /** The only member of a group never loses its place. */
  const lastPlaces = new Map(given.from?.map(({ partition, offset }) => [partition, Number(offset)]));
  const placeOf = (partition: number) => (given.from ? lastPlaces.get(partition) : undefined);
  const makeTrack = (partition: number) =>
    track({
      topic,
      partition,
      options,
      timers,
      redeliveryMs,
      place: placeOf(partition),
      seek: (offset) => consumer.seek({ topic, partition, offset: String(offset) }),
      hold: (held) => consumer[held ? 'pause' : 'resume']([{ topic, partitions: [partition] }]),
      keep: (next, oldestTimeMs) => places.add(partition, next, oldestTimeMs),
    });
  const endTracks = () => {
    for (const [partition, { place }] of tracks) lastPlaces.set(partition, place() ?? 0);
    const ended = [...tracks.values()].map((each) => each.stop());
    tracks = new Map();
    return Promise.all(ended);
  };

  /** Before the first fetch; kept at once, so that the place is the same after a lost session. */
  const begin = async () => {
    const offsets = (given.from ?? []).map((place) => ({ topic, ...place }));
    for (const each of offsets) consumer.seek(each);
    if (offsets.length > 0) await consumer.commitOffsets(offsets);
  };
  let begun: Promise<void> | undefined;
  const joined = Promise.withResolvers<void>();
  consumer.on(consumer.events.REBALANCING, () => places.flush());
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    places.drop();
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
    // The client takes it for final, as it does when no broker of its list answers; nothing is.
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
    places: () =>
      [...tracks].flatMap(([partition, { place }]) => {
        const next = place();
        return next === undefined ? [] : [{ partition, next }];
      }),
    async stop() {
      if (stopped) return;
      stopped = true;
      cancelAgain();
      await endTracks();
      await places.flush();
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
