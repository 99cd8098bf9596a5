import { type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import type { EventRecord } from './port.ts';

/** The most records of one request; the rest goes with the next. */
const maxRecords = 1_000;

interface Call {
  readonly records: readonly EventRecord[];
  resolve(): void;
  reject(error: unknown): void;
}

export interface KafkaPublisher {
  /** @throws when the brokers did not acknowledge: at once for a refusal, after up to a minute without an answer */
  publish(records: readonly EventRecord[]): Promise<void>;
  /** Waits for the request in flight. */
  close(): Promise<void>;
}

/**
 * One request at a time, with everything that arrived meanwhile: calls keep their order, and a busy process sends few
 * large requests. Every in-sync replica has a record before it is acknowledged (acks = all). The client's own retries
 * write nothing twice (idempotent producer).
 */
export function kafkaPublisher(kafka: Kafka, ready: (topic: string) => Promise<unknown>): KafkaPublisher {
  const waiting: Call[] = [];
  let running: Promise<void> | undefined;
  let producer: Promise<Producer> | undefined;

  const connected = async (): Promise<Producer> => {
    const made = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    await made.connect();
    return made;
  };
  /** After a failure the producer's sequence numbers may be wrong for good, so the next request gets a new producer. */
  const discard = async () => {
    const old = producer;
    producer = undefined;
    await old?.then((each) => each.disconnect()).catch(() => {});
  };

  const send = async (records: readonly EventRecord[]): Promise<void> => {
    const byTopic = Map.groupBy(records, ({ topic }) => topic);
    await Promise.all([...byTopic.keys()].map(ready));
    producer ??= connected();
    const topicMessages = [...byTopic].map(([topic, of]) => ({ topic, messages: of.map(messageOf) }));
    await (await producer).sendBatch({ acks: -1, topicMessages });
  };

  const take = (): Call[] => {
    const calls: Call[] = [];
    for (let records = 0; waiting.length > 0 && records < maxRecords; ) {
      const call = waiting.shift()!;
      records += call.records.length;
      calls.push(call);
    }
    return calls;
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const calls = take();
      try {
        await send(calls.flatMap(({ records }) => records));
        for (const { resolve } of calls) resolve();
      } catch (error) {
        for (const { reject } of calls) reject(error);
        await discard();
      }
    }
    running = undefined;
  };

  return {
    publish(records) {
      if (records.length === 0) return Promise.resolve();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ records, resolve, reject });
      running ??= run();
      return promise;
    },
    async close() {
      await running;
      await discard();
    },
  };
}

/** The broker's clock stamps the message, because retention uses that time. The event time is a header. */
function messageOf({ key, value, eventId, timeMs }: EventRecord): Message {
  return { key, value: Buffer.from(value), headers: { 'event-id': eventId, 'time-ms': String(timeMs) } };
}
