import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../platform/clock.ts';
import { type DeadLetter, fromRecord } from '../../../platform/events/dead-letter.ts';
import { kafkaBus } from '../../../platform/events/kafka.ts';
import { kafkaClient } from '../../../platform/events/kafka-client.ts';
import type { EventBus, EventRecord } from '../../../platform/events/port.ts';
import { topics } from '../../../services/product/topics.ts';

/** How long the recovery may take, in milliseconds. */
const limitMs = 30_000;

/** Disturbs the event log of the cluster. */
export interface Log {
  /** Publishes unreadable events, one for each key of topic `post`; they block later events of those keys. */
  poison(keys: readonly string[]): Promise<void>;
  /**
   * Resolves with the dead letters of the poisoned events, when all exist.
   * @throws Error when they do not appear
   */
  letters(): Promise<readonly DeadLetter[]>;
  /** Publishes all earlier records of the topics again, in order; gives their number. */
  again(): Promise<number>;
  close(): Promise<void>;
}

export async function openLog(brokers: readonly string[]): Promise<Log> {
  const bus = kafkaBus({
    kafka: kafkaClient({ clientId: 'faults', brokers: [...brokers] }),
    clock: systemClock,
    topics: Object.values(topics),
  });
  const poisoned = new Set<string>();
  const letters = new Map<string, DeadLetter>();
  await bus.subscribe({
    topic: topics.deadLetter,
    group: 'faults',
    tail: true,
    async onBatch({ records, commit }) {
      for (const letter of records.map(fromRecord)) letters.set(letter.eventId, letter);
      await commit(records.at(-1)!.offset + 1);
    },
  });
  return {
    async poison(keys) {
      const records = keys.map((key): EventRecord => {
        const eventId = `poison-${randomUUID()}`;
        poisoned.add(eventId);
        return { topic: topics.post, key, eventId, value: Uint8Array.of(255, 255, 255), timeMs: Date.now() };
      });
      await bus.publish(records);
    },
    async letters() {
      const end = performance.now() + limitMs;
      while (![...poisoned].every((id) => letters.has(id))) {
        if (performance.now() > end) throw new Error(`${letters.size} of ${poisoned.size} letters came`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return [...poisoned].map((id) => letters.get(id)!);
    },
    async again() {
      const all = await Promise.all(
        [topics.user, topics.follow, topics.post, topics.count].map((topic) => everything(bus, topic)),
      );
      const records = all.flat();
      await bus.publish(records);
      return records.length;
    },
    close: () => bus.close(),
  };
}

/** All records of a topic up to its current end, read by a new group. */
async function everything(bus: EventBus, topic: string): Promise<EventRecord[]> {
  const group = `faults-${randomUUID()}`;
  const records: EventRecord[] = [];
  const missing = new Map(
    (await bus.lag(topic, group))
      .filter((each) => each.records > 0)
      .map(({ partition, end }) => [partition, end]),
  );
  const complete = Promise.withResolvers<void>();
  if (missing.size === 0) return [];
  const subscription = await bus.subscribe({
    topic,
    group,
    async onBatch(batch) {
      const end = missing.get(batch.partition);
      if (end !== undefined) {
        for (const { topic, key, value, eventId, timeMs, offset } of batch.records) {
          if (offset < end) records.push({ topic, key, value, eventId, timeMs });
        }
        if (batch.records.at(-1)!.offset + 1 >= end) missing.delete(batch.partition);
      }
      if (missing.size === 0) complete.resolve();
      await batch.commit(batch.records.at(-1)!.offset + 1);
    },
  });
  await complete.promise;
  await subscription.stop();
  return records;
}
