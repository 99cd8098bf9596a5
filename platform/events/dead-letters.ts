import { pause, type TimedClock, type Timers } from '../clock.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { type DeadLetter, deadLetterTopic, fromRecord } from './dead-letter.ts';
import type { EventBus } from './port.ts';

/** Restricts letters to a topic or group; empty for all. */
export interface LetterKeys {
  topic?: string;
  group?: string;
}

export interface LetterPage extends LetterKeys {
  /** Starts after this letter. */
  after?: Pick<DeadLetter, 'id' | 'failedMs'>;
  limit: number;
}

/** Stores letters until an operator retries or discards them. Writes are durable when their promise resolves. */
export interface DeadLetterStore {
  /** Adds a letter, or replaces the one with the same id. */
  put(letter: DeadLetter): Promise<void>;
  get(id: string): Promise<DeadLetter | undefined>;
  /** Newest failure first; of the same moment by falling id. */
  list(page: LetterPage): Promise<DeadLetter[]>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  count(keys?: LetterKeys): Promise<number>;
}

/** What an operator does with letters. */
export interface DeadLetters {
  list(page: LetterPage): Promise<DeadLetter[]>;
  count(keys?: LetterKeys): Promise<number>;
  exists(id: string): Promise<boolean>;
  /**
   * Publishes the event again for every group of its topic (other groups recognise its id), and waits for the group
   * that had failed. Gives 'taken' and deletes the letter when the group succeeds; the new letter when it fails again;
   * undefined when there is no such letter. The letter stays when the signal aborts first; the promise rejects with its
   * reason.
   */
  retry(id: string, signal: AbortSignal): Promise<'taken' | DeadLetter | undefined>;
  /** Deletes the letter. False when there is none. */
  discard(id: string): Promise<boolean>;
}

/** How often the group's progress is polled, in milliseconds. */
const lookEveryMs = 50;

export function deadLetters(store: DeadLetterStore, bus: EventBus, timers: Timers): DeadLetters {
  /** Waits until the group has finished everything now in the partition (without one: in the topic). */
  const passed = async (topic: string, group: string, signal: AbortSignal, partition?: number) => {
    const own = async () =>
      (await bus.lag(topic, group)).filter((each) => partition === undefined || each.partition === partition);
    const ends = new Map((await own()).map((each) => [each.partition, each.end]));
    for (;;) {
      signal.throwIfAborted();
      if ((await own()).every((each) => each.committed >= (ends.get(each.partition) ?? 0))) return;
      await pause(timers, lookEveryMs, signal);
    }
  };
  return {
    list: (page) => store.list(page),
    count: (keys) => store.count(keys),
    exists: async (id) => (await store.get(id)) !== undefined,
    async retry(id, signal) {
      const letter = await store.get(id);
      if (!letter) return undefined;
      const { topic, group, partition, key, value, eventId, timeMs } = letter;
      // Everything that an earlier retry leads to comes before this offset.
      const own = (await bus.lag(topic, group)).find((each) => each.partition === partition);
      await bus.publish([{ topic, key, value, eventId, timeMs }]);
      await passed(topic, group, signal, partition);
      // If the group had failed again, its letter would be on the topic by now.
      await passed(deadLetterTopic, collectors, signal);
      const now = await store.get(id);
      if (now !== undefined && now.offset !== letter.offset && now.offset >= (own?.end ?? 0)) return now;
      await store.remove(id);
      return 'taken';
    },
    discard: (id) => store.remove(id),
  };
}

/** The consumer group that moves letters from the topic to the store. */
const collectors = 'dead-letters';

export interface CollectOptions {
  bus: EventBus;
  store: DeadLetterStore;
  clock: TimedClock;
  /** Also reports a record that is not a letter; it is skipped. */
  onError?: (error: unknown) => void;
}

/** Moves letters from the topic, where consumers put them, to the store. */
export function collectDeadLetters({ bus, store, clock, onError }: CollectOptions): Promise<Consumer> {
  return startConsumer({
    bus,
    clock,
    topic: deadLetterTopic,
    group: collectors,
    // A letter that can't be stored now must not become a letter itself.
    isTransient: () => true,
    onError: (error) => onError?.(error),
    async handle(event) {
      let letter: DeadLetter;
      try {
        letter = fromRecord(event);
      } catch (error) {
        onError?.(new Error(`${event.eventId} on the dead-letter topic is no letter`, { cause: error }));
        return;
      }
      await store.put(letter);
    },
  });
}
