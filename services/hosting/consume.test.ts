import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { EventSchema, UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { testClock } from '../../platform/clock.ts';
import type { Delivery } from '../../platform/events/port.ts';
import { closers } from '../../platform/lifecycle.ts';
import { eventsOf } from '../product/topics.ts';
import { consume, dispatch, type EventHandlers, handleTogether, ignore } from './consume.ts';

const context = { signal: new AbortController().signal };
const record = (payload: MessageInitShape<typeof EventSchema>['payload']) => ({
  timeMs: 7,
  value: toBinary(EventSchema, create(EventSchema, { eventId: 'e', actorId: 'a', requestId: 'r', payload })),
});
const changed = record({ case: 'userChanged', value: { kind: UserChanged_Kind.PURGED, userId: '7' } });

t.test('each event of a topic reaches its handler with actor, payload, time and request id', async (t) => {
  const seen: unknown[] = [];
  const handle = dispatch('user', {
    userChanged: ({ userId, kind }, { signal, ...rest }) => void seen.push({ userId, kind, ...rest }),
    sessionEnded: ignore,
  });
  await handle(changed, context);
  await handle(record({ case: 'sessionEnded', value: { sessionId: '1' } }), context);
  t.strictSame(seen, [
    { userId: '7', kind: UserChanged_Kind.PURGED, eventId: 'e', actorId: 'a', requestId: 'r', timeMs: 7 },
  ]);
});

t.test('events that a service handles together do not reach their handler', async (t) => {
  const entry = (entryId: string, subjectId: string) =>
    record({ case: 'entryCreated', value: { entryId, subjectId } });
  const records = [entry('1', '1'), entry('2', '1'), entry('3', '3'), record({ case: undefined })];
  const received: unknown[] = [];
  const together = handleTogether({
    case: 'entryCreated',
    accepts: ({ entryId, subjectId }) => entryId === subjectId,
    handle: async (events) =>
      void received.push(
        ...events.map(({ payload, context: { signal, ...rest } }) => ({ id: payload.entryId, ...rest })),
      ),
  });
  const taken = await together(records as unknown as Delivery[], context);
  const facts = { eventId: 'e', actorId: 'a', requestId: 'r', timeMs: 7 };
  t.strictSame(received, [
    { id: '1', ...facts },
    { id: '3', ...facts },
  ]);
  t.strictSame(taken, [records[0], records[2]]);
});

t.test(
  'an event that the topic does not carry fails; an event that only newer code knows is skipped',
  async (t) => {
    const handle = dispatch('count', {
      countsDirty: () => void t.fail('a user event reached a handler of counts'),
    });
    await t.rejects(handle(changed, context), /topic count carries no userChanged/);
    await t.rejects(handle({ timeMs: 7, value: Uint8Array.of(255, 255) }, context));
    await handle(record({ case: undefined }), context);
  },
);

t.test('a missing or misspelt handler does not compile', async (t) => {
  // @ts-expect-error sessionEnded has no handler
  const missing: EventHandlers<'user'> = { userChanged: ignore };
  // @ts-expect-error the topic has no such event
  const misspelt: EventHandlers<'count'> = { countsDirty: ignore, countDirty: ignore };
  t.ok(missing && misspelt);
});

t.test('every event of the contract is on one topic', async (t) => {
  const cases = EventSchema.oneofs[0]!.fields.map(({ localName }) => localName);
  t.strictSame(Object.values(eventsOf).flat().sort(), cases.sort());
});

t.test('a consumer shows its lag, counts its dead letters, and stops with the process', async (t) => {
  const said: string[] = [];
  const stack = closers();
  const subscribed: { group: string; topic: string; onBatch: (batch: never) => Promise<void> }[] = [];
  const host = {
    clock: testClock(),
    closers: stack,
    log: { warn: (_: object, line: string) => said.push(line) },
    metrics: {
      deadLetter: (...labels: string[]) => said.push(`letter ${labels.join(' ')}`),
      watchConsumer: (...[topic, group]: unknown[]) => said.push(`watched ${topic} ${group}`),
    },
    bus: {
      publish: async ([letter]: { topic: string }[]) => said.push(`to ${letter!.topic}`),
      async subscribe(options: (typeof subscribed)[number]) {
        subscribed.push(options);
        return { stop: async () => said.push('stopped'), places: () => [] };
      },
    },
  } as unknown as Parameters<typeof consume>[0];
  const fail = () => {
    throw new Error('poison');
  };
  await consume(host, {
    topic: 'user',
    group: 'readers',
    tries: 1,
    on: { userChanged: fail, sessionEnded: ignore },
    onDeadLetter: () => void said.push('given up'),
  });
  t.strictSame(said.splice(0), ['watched user readers']);
  const batch = {
    records: [{ ...changed, topic: 'user', key: '7', eventId: 'e', partition: 0, offset: 0 }],
    signal: context.signal,
    commit: async (next: number) => void said.push(`done below ${next}`),
  };
  await subscribed[0]!.onBatch(batch as never);
  t.strictSame(said.splice(0), [
    'consumer readers of topic user',
    'to dead-letter',
    'given up',
    'letter user readers',
    'done below 1',
  ]);
  await stack.close();
  t.strictSame(said, ['stopped']);
});
