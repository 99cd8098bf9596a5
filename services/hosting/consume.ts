import { fromBinary } from '@bufbuild/protobuf';
import { EventSchema } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type Consumer, type ConsumerOptions, startConsumer } from '../../platform/events/consumer.ts';
import type { EventRecord } from '../../platform/events/port.ts';
import { isTransientError } from '../../platform/transient-error.ts';
import type { EventCase, EventTopic, eventsOf, Payload } from '../product/topics.ts';
import type { Host } from './host.ts';

/** What an event says beside its payload. */
export interface EventContext {
  /** The same at every delivery of the same event. */
  readonly eventId: string;
  readonly actorId: string;
  /** Empty for what the network does by itself. */
  readonly requestId: string;
  /** When it happened; milliseconds since 1970. */
  readonly timeMs: number;
  /** Aborts when the consumer stops: the event comes again. */
  readonly signal: AbortSignal;
}

/** Idempotent by the event id: any event may come again. */
export type EventHandler<C extends EventCase> = (
  payload: Extract<Payload, { case: C }>['value'],
  context: EventContext,
) => void | Promise<void>;

type AnyHandler = (payload: unknown, context: EventContext) => void | Promise<void>;

/** A handler for each event that the topic carries: one that is missing or misspelt does not compile. */
export type EventHandlers<T extends EventTopic> = {
  readonly [C in (typeof eventsOf)[T][number]]: EventHandler<C>;
};

/** Stands where a consumer has nothing to do on an event of its topic. */
export function ignore(): void {}

export interface ConsumeOptions<T extends EventTopic>
  extends Pick<ConsumerOptions, 'tail' | 'tries' | 'onDeadLetter'> {
  readonly topic: T;
  /** Declared by the service, with the topic. */
  readonly group: string;
  readonly on: EventHandlers<T>;
}

/**
 * Consumes a topic until the process closes: retries with backoff, dead letters after the last try, endless patience with
 * outages, lag and dead letters in the metrics, failures in the log.
 */
export async function consume<T extends EventTopic>(
  { bus, clock, closers, log, metrics }: Pick<Host, 'bus' | 'clock' | 'closers' | 'log' | 'metrics'>,
  { topic, group, on, onDeadLetter, ...options }: ConsumeOptions<T>,
): Promise<Consumer> {
  const consumer = await startConsumer({
    ...options,
    bus,
    clock,
    topic,
    group,
    handle: dispatch(topic, on),
    isTransient: isTransientError,
    async onDeadLetter(letter) {
      await onDeadLetter?.(letter);
      metrics.deadLetter(topic, group);
    },
    onError: (err, event, attempt) =>
      log.warn(
        { err, topic, group, eventId: event?.eventId, attempt },
        `consumer ${group} of topic ${topic}`,
      ),
  });
  closers.add({ name: `consumer ${group} of topic ${topic}`, close: () => consumer.stop() });
  // A tail keeps no place that it could be behind.
  if (!options.tail) metrics.watchConsumer(topic, group, consumer.lag);
  return consumer;
}

/**
 * Decodes an event and hands it to the handler of its case. A case that this version does not know passes: a newer
 * publisher may be ahead of its consumers.
 *
 * @throws Error for bytes that are no event, and for an event that the topic does not carry: both end as dead letters
 */
export function dispatch<T extends EventTopic>(
  topic: T,
  on: EventHandlers<T>,
): (record: Pick<EventRecord, 'value' | 'timeMs'>, context: { signal: AbortSignal }) => Promise<void> {
  // The case of a payload chooses the handler of its type; a look-up by key can't say so.
  const handlers = new Map<string, unknown>(Object.entries(on)) as Map<string, AnyHandler>;
  return async ({ value, timeMs }, { signal }) => {
    const { eventId, actorId, requestId, payload } = fromBinary(EventSchema, value);
    if (payload.case === undefined) return;
    const handle = handlers.get(payload.case);
    if (handle === undefined) throw new Error(`topic ${topic} carries no ${payload.case}`);
    await handle(payload.value, { eventId, actorId, requestId, timeMs, signal });
  };
}
