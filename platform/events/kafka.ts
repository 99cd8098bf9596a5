import { randomUUID } from 'node:crypto';
import type { Admin, Kafka } from 'kafkajs';
import { pause, type TimedClock } from '../clock.ts';
import { retryUntilReady } from '../retry-until-ready.ts';
import { committedTimeMs } from './kafka-offset-committer.ts';
import { kafkaPublisher } from './kafka-publisher.ts';
import { kafkaSubscription } from './kafka-subscription.ts';
import type { EventBus, Subscription } from './port.ts';

export interface KafkaBusOptions {
  /** Not yet connected; the bus opens its own connections with it. */
  readonly kafka: Kafka;
  readonly clock: TimedClock;
  /** Every topic of the network: a consumer group of another topic belongs to another program. */
  topics: readonly string[];
  /** Precedes the names of topics and groups, so that networks can share brokers. */
  readonly prefix?: string;
  /** The partitions of new topics, and so the most members of a group that share the work. Default 8. */
  readonly partitions?: number;
  /** The session timeout: a member that is silent for so long loses its partitions. Default 6,000. */
  readonly sessionMs?: number;
  /** The pause before a failed batch is delivered again. Default 500. */
  readonly redeliveryMs?: number;
  /** How often committed offsets are stored. Default 20. */
  readonly keepEveryMs?: number;
  /** Ends the wait of a subscription for the brokers. */
  readonly stopping?: AbortSignal;
}

/** How often a request to a partition's leader is retried. */
const leaderTries = 20;
const leaderPauseMs = 250;

/** Whether the brokers failed, perhaps because they are starting. */
const isKafkas = (error: unknown) => error instanceof Error && error.name.startsWith('KafkaJS');

/** Whether the brokers asked for a retry. */
function isPassing(error: unknown): boolean {
  return (
    (error as { name?: unknown; retriable?: unknown } | undefined)?.name === 'KafkaJSProtocolError' &&
    (error as { retriable?: unknown }).retriable === true
  );
}

/**
 * The event bus on Kafka. Topics and partitions are Kafka's own, a group of a topic is a consumer group, and keys are
 * assigned by the client's hash (the same in every client that follows the Java one).
 */
export function kafkaBus(options: KafkaBusOptions): EventBus {
  const { kafka, clock, prefix = 'skein.', partitions = 8 } = options;
  const { sessionMs = 6_000, redeliveryMs = 500, keepEveryMs = 20 } = options;
  const subscriptions = new Set<Subscription>();
  const topicsReady = new Map<string, Promise<void>>();
  let admin: Promise<Admin> | undefined;
  let closed = false;

  const withAdmin = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
    admin ??= (async () => {
      const made = kafka.admin({ retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 } });
      await made.connect();
      return made;
    })();
    try {
      for (let tries = 1; ; tries++) {
        try {
          return await work(await admin);
        } catch (error) {
          // A new topic, or a broker that just started, has no leader for a moment.
          if (!isPassing(error) || tries === leaderTries) throw error;
          await pause(clock, leaderPauseMs);
        }
      }
    } catch (error) {
      const old = admin;
      admin = undefined;
      void old.then((each) => each.disconnect()).catch(() => {});
      throw error;
    }
  };
  /** Creates the topic unless it exists. */
  const ready = (full: string): Promise<void> => {
    const made =
      topicsReady.get(full) ??
      withAdmin(async (of) => {
        if ((await of.listTopics()).includes(full)) return;
        await of.createTopics({ topics: [{ topic: full, numPartitions: partitions }], waitForLeaders: true });
      });
    topicsReady.set(full, made);
    made.catch(() => topicsReady.delete(full));
    return made;
  };
  const publisher = kafkaPublisher(kafka, ready);
  const topicOf = (topic: string) => `${prefix}${topic}`;
  const groupOf = (topic: string, group: string) => `${prefix}${group}.${topic}`;
  const assertOpen = () => {
    if (closed) throw new Error('the event bus is closed');
  };

  const endsOf = (topic: string) =>
    withAdmin(async (of) => {
      const ends = await of.fetchTopicOffsets(topicOf(topic));
      return ends.map(({ partition, high }) => ({ partition, offset: high }));
    });

  return {
    async publish(records) {
      assertOpen();
      await publisher.publish(records.map((record) => ({ ...record, topic: topicOf(record.topic) })));
    },
    async subscribe(subscription) {
      const { topic, group, tail = false } = subscription;
      // A tail is a group of its own that starts at the end and is deleted afterwards.
      const groupId = tail ? `${groupOf(topic, group)}.${randomUUID()}` : groupOf(topic, group);
      const joined = async () => {
        assertOpen();
        await ready(topicOf(topic));
        const from = tail ? await endsOf(topic) : undefined;
        return kafkaSubscription(
          { kafka, groupId, timers: clock, sessionMs, redeliveryMs, keepEveryMs, from },
          {
            ...subscription,
            topic: topicOf(topic),
            onBatch: (batch) =>
              subscription.onBatch({
                ...batch,
                topic,
                records: batch.records.map((record) => ({ ...record, topic })),
              }),
          },
        );
      };
      const member = await retryUntilReady(clock, joined, { passes: isKafkas, signal: options.stopping });
      const stop = async () => {
        if (!subscriptions.delete(own)) return;
        await member.stop();
        if (tail) await withAdmin((of) => of.deleteGroups([groupId])).catch(() => {});
      };
      const own: Subscription = { offsets: member.offsets, stop };
      subscriptions.add(own);
      return own;
    },
    async groups() {
      assertOpen();
      const { groups } = await withAdmin((of) => of.listGroups());
      return groups.flatMap(({ groupId }) => {
        const end = groupId.lastIndexOf('.');
        const topic = groupId.slice(end + 1);
        // The name of a tail continues after the topic's name.
        return groupId.startsWith(prefix) && options.topics.includes(topic)
          ? [{ topic, group: groupId.slice(prefix.length, end) }]
          : [];
      });
    },
    async lag(topic, group) {
      assertOpen();
      await ready(topicOf(topic));
      const groupId = groupOf(topic, group);
      return withAdmin(async (of) => {
        // In this order: a commit in between makes the reported lag smaller, never larger.
        const ends = await of.fetchTopicOffsets(topicOf(topic));
        const [offsets] = await of.fetchOffsets({ groupId, topics: [topicOf(topic)] });
        return ends.map(({ partition, high, low }) => {
          const kept = offsets?.partitions.find((each) => each.partition === partition);
          const end = Number(high);
          const committed = Math.max(Number(kept?.offset ?? -1), Number(low));
          const waits = end > committed;
          const oldestTimeMs = waits ? committedTimeMs(committed, kept?.metadata ?? null) : undefined;
          return { partition, committed, end, records: Math.max(0, end - committed), oldestTimeMs };
        });
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([...subscriptions].map((each) => each.stop()));
      await publisher.close();
      const old = admin;
      admin = undefined;
      await old?.then((each) => each.disconnect()).catch(() => {});
    },
  };
}
