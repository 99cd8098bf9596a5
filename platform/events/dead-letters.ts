import type { TimedClock } from '../clock.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { type DeadLetter, fromRecord } from './dead-letter.ts';
import type { EventBus } from './port.ts';
import { topics } from './topics.ts';

/** Where letters wait for an operator. Durable when a promise resolves. */
export interface DeadLetterStore {
  /** Adds a letter or replaces the one of the same id. */
  put(letter: DeadLetter): Promise<void>;
  get(id: string): Promise<DeadLetter | undefined>;
  /** By rising id, above `afterId`. */
  list(page: { afterId?: string; limit: number }): Promise<DeadLetter[]>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
}

/** What an operator does with letters. */
export interface DeadLetters {
  list(page: { afterId?: string; limit: number }): Promise<DeadLetter[]>;
  count(): Promise<number>;
  /**
   * Publishes the event again, for every group of its topic (the others know it by its id), and forgets the
   * letter. False when there is none.
   */
  retry(id: string): Promise<boolean>;
  /** Forgets the letter. False when there is none. */
  discard(id: string): Promise<boolean>;
}

export function deadLetters(store: DeadLetterStore, bus: EventBus): DeadLetters {
  return {
    list: (page) => store.list(page),
    count: () => store.count(),
    async retry(id) {
      const letter = await store.get(id);
      if (!letter) return false;
      const { topic, key, value, eventId, timeMs } = letter;
      // In this order a crash in between makes the event come twice, never not at all.
      await bus.publish([{ topic, key, value, eventId, timeMs }]);
      await store.remove(id);
      return true;
    },
    discard: (id) => store.remove(id),
  };
}

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
    topic: topics.deadLetter,
    group: 'dead-letters',
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
