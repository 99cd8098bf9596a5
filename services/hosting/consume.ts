import { fromBinary } from '@bufbuild/protobuf';
import { type Event, EventSchema } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type Consumer, type ConsumerOptions, startConsumer } from '../../platform/events/consumer.ts';
import type { EventRecord } from '../../platform/events/port.ts';
import { isTransientError } from '../../platform/transient-error.ts';
import type { EventCase, EventTopic, eventsOf, Payload } from '../product/topics.ts';
import type { Host } from './host.ts';

/** The facts of an event besides its payload. */
export interface EventContext {
  /** The same at every delivery of the event. */
  readonly eventId: string;
  readonly actorId: string;
  /** Empty for events that no call caused. */
  readonly requestId: string;
  /** The time of the event, in milliseconds since 1970. */
  readonly timeMs: number;
  /** Aborts when the consumer stops. The event is then delivered again. */
  readonly signal: AbortSignal;
}

/** Must be idempotent by the event id: any event may be delivered again. */
export type EventHandler<C extends EventCase> = (
  payload: Extract<Payload, { case: C }>['value'],
  context: EventContext,
) => void | Promise<void>;

type AnyHandler = (payload: unknown, context: EventContext) => void | Promise<void>;

/** A handler for each event of the topic. A missing or misspelt handler does not compile. */
export type EventHandlers<T extends EventTopic> = {
  readonly [C in (typeof eventsOf)[T][number]]: EventHandler<C>;
};

/** The handler of events that a consumer does nothing for. */
export function ignore(): void {}

export interface ReceivedEvent<C extends EventCase> {
  readonly payload: Extract<Payload, { case: C }>['value'];
  readonly context: EventContext;
}

/**
 * Handles events of one case that come in one batch together, before the others of the batch. Only for events that may overtake
 * those that `accepts` refuses. After a failure each goes to its handler alone.
 */
export interface Together<C extends EventCase> {
  readonly case: C;
  accepts(payload: ReceivedEvent<C>['payload']): boolean;
  handle(events: readonly ReceivedEvent<C>[]): Promise<void>;
}

export interface ConsumeOptions<T extends EventTopic>
  extends Pick<ConsumerOptions, 'tail' | 'tries' | 'concurrency' | 'anyOrder' | 'onDeadLetter'> {
  readonly topic: T;
  /** The consumer group. The service declares it with the topic. */
  readonly group: string;
  readonly on: EventHandlers<T>;
  readonly together?: { [C in (typeof eventsOf)[T][number]]: Together<C> }[(typeof eventsOf)[T][number]];
}

/**
 * Consumes a topic until the process closes. It retries with backoff and sends an event to the dead letters after the last
 * try. A transient error is retried without end. Lag and dead letters are in the metrics, failures in the log.
 */
export async function consume<T extends EventTopic>(
  { bus, clock, closers, log, metrics }: Pick<Host, 'bus' | 'clock' | 'closers' | 'log' | 'metrics'>,
  { topic, group, on, together, onDeadLetter, ...options }: ConsumeOptions<T>,
): Promise<Consumer> {
  const consumer = await startConsumer({
    ...options,
    bus,
    clock,
    topic,
    group,
    handle: dispatch(topic, on),
    ...(together && { together: handleTogether(together as Together<EventCase>) }),
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
  // A tail commits no offset, so it has no lag.
  if (!options.tail) metrics.watchConsumer(topic, group, consumer.lag);
  return consumer;
}

/**
 * Decodes an event and calls the handler of its case. It skips a case that this version does not know, because a newer
 * publisher may run beside an older consumer.
 *
 * @throws Error for bytes that are not an event, and for an event that the topic does not carry. Both become dead letters
 */
export function dispatch<T extends EventTopic>(
  topic: T,
  on: EventHandlers<T>,
): (record: Pick<EventRecord, 'value' | 'timeMs'>, context: { signal: AbortSignal }) => Promise<void> {
  // The payload's case selects the handler of the payload's type. TypeScript can't check that for a look-up by key.
  const handlers = new Map<string, unknown>(Object.entries(on)) as Map<string, AnyHandler>;
  return async ({ value, timeMs }, { signal }) => {
    const { eventId, actorId, requestId, payload } = decoded(value);
    if (payload.case === undefined) return;
    const handle = handlers.get(payload.case);
    if (handle === undefined) throw new Error(`topic ${topic} carries no ${payload.case}`);
    await handle(payload.value, { eventId, actorId, requestId, timeMs, signal });
  };
}

/** Every group of the process gets the same bytes. */
const known = new WeakMap<Uint8Array, Event>();

/** Decodes an event once. Handlers do not change it. */
function decoded(value: Uint8Array): Event {
  const event = known.get(value) ?? fromBinary(EventSchema, value);
  known.set(value, event);
  return event;
}

/** Decodes the events of a batch, and passes on those that are accepted. */
export function handleTogether<C extends EventCase>(
  together: Together<C>,
): NonNullable<ConsumerOptions['together']> {
  return async (records, { signal }) => {
    const taken = records.flatMap((record) => {
      const { eventId, actorId, requestId, payload } = decoded(record.value);
      if (payload.case !== together.case) return [];
      const value = payload.value as ReceivedEvent<C>['payload'];
      if (!together.accepts(value)) return [];
      const context = { eventId, actorId, requestId, timeMs: record.timeMs, signal };
      return [{ record, event: { payload: value, context } }];
    });
    if (taken.length > 0) await together.handle(taken.map(({ event }) => event));
    return taken.map(({ record }) => record);
  };
}
