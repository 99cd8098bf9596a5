import { pause, type TimedClock, type Timers } from '../clock.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { type DeadLetter, deadLetterTopic, fromRecord } from './dead-letter.ts';
import type { EventBus } from './port.ts';

export interface LetterPage {
  /** Of this topic, of this group; empty for all. */
  topic?: string;
  group?: string;
  /** Behind this letter. */
  after?: Pick<DeadLetter, 'id' | 'failedMs'>;
  limit: number;
}

/** Where letters wait for an operator. Durable when a promise resolves. */
export interface DeadLetterStore {
  /** Adds a letter or replaces the one of the same id. */
  put(letter: DeadLetter): Promise<void>;
  get(id: string): Promise<DeadLetter | undefined>;
  /** Those given up on last first; of the same moment by falling id. */
  list(page: LetterPage): Promise<DeadLetter[]>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
}

/** What an operator does with letters. */
export interface DeadLetters {
  list(page: LetterPage): Promise<DeadLetter[]>;
  count(): Promise<number>;
  /**
   * Publishes the event again, for every group of its topic (the others know it by its id), and waits until the group
   * that gave up on it took it, then forgets the letter, or gave up again: then it is the answer. Undefined when there
   * is none. The letter stays when the signal aborts before, whose reason it then rejects with.
   */
  retry(id: string, signal: AbortSignal): Promise<'taken' | DeadLetter | undefined>;
  /** Forgets the letter. False when there is none. */
  discard(id: string): Promise<boolean>;
}

/** How often it is looked whether a group has come to an event, in milliseconds. */
const lookEveryMs = 50;

export function deadLetters(store: DeadLetterStore, bus: EventBus, timers: Timers): DeadLetters {
  /** Waits until the group is done with all that is there of the partition (or, without one, of the topic) now. */
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
    count: () => store.count(),
    async retry(id, signal) {
      const letter = await store.get(id);
      if (!letter) return undefined;
      const { topic, group, partition, key, value, eventId, timeMs } = letter;
      // Whatever an earlier retry leads to comes before this place.
      const own = (await bus.lag(topic, group)).find((each) => each.partition === partition);
      await bus.publish([{ topic, key, value, eventId, timeMs }]);
      await passed(topic, group, signal, partition);
      // Had it been given up on again, its letter would be on the topic by now.
      await passed(deadLetterTopic, collectors, signal);
      const now = await store.get(id);
      if (now !== undefined && now.offset !== letter.offset && now.offset >= (own?.end ?? 0)) return now;
      await store.remove(id);
      return 'taken';
    },
    discard: (id) => store.remove(id),
  };
}

/** The group that moves letters from the topic to the store. */
const collectors = 'dead-letters';

export interface CollectOptions {
  bus: EventBus;
  store: DeadLetterStore;
  clock: TimedClock;
  /** Also a record that is no letter: it is reported here and passed over. */
  onError?: (error: unknown) => void;
}

/** Moves letters from the topic, where consumers leave them, to the store. */
export function collectDeadLetters({ bus, store, clock, onError }: CollectOptions): Promise<Consumer> {
  return startConsumer({
    bus,
    clock,
    topic: deadLetterTopic,
    group: collectors,
    // A letter that can't be stored now must not become a letter of its own.
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
