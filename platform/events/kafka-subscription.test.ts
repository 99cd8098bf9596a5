import type { Kafka } from 'kafkajs';
import t from 'tap';
import { testClock } from '../clock.ts';
import { until } from '../testing/until.ts';
import { kafkaSubscription } from './kafka-subscription.ts';

/** A Kafka client as a subscription sees it, driven by the test. */
function client() {
  const listeners = new Map<string, (event: { payload: unknown }) => void>();
  const runs: unknown[] = [];
  let disconnected = false;
  const consumer = {
    events: { REBALANCING: 'rebalancing', GROUP_JOIN: 'join', CRASH: 'crash' },
    on: (name: string, listener: (event: { payload: unknown }) => void) => listeners.set(name, listener),
    connect: async () => {},
    subscribe: async () => {},
    run: async (options: unknown) => void runs.push(options),
    resume: () => {},
    disconnect: async () => {
      disconnected = true;
    },
  };
  return {
    kafka: { consumer: () => consumer } as unknown as Kafka,
    runs,
    isDisconnected: () => disconnected,
    crash: (restart: boolean) =>
      listeners.get('crash')!({ payload: { error: new Error('no coordinator'), restart } }),
    join: () => listeners.get('join')!({ payload: { memberAssignment: { post: [] } } }),
  };
}

function subscribe() {
  const clock = testClock();
  const fake = client();
  const errors: unknown[] = [];
  const subscription = kafkaSubscription(
    { kafka: fake.kafka, groupId: 'g', timers: clock, sessionMs: 6_000, redeliveryMs: 1, keepEveryMs: 1 },
    { topic: 'post', group: 'g', onBatch: async () => {}, onError: (error) => errors.push(error) },
  );
  return { ...fake, clock, errors, subscription };
}

t.test('a subscription that the client gave up restarts, before its first join and after it', async (t) => {
  const { clock, crash, errors, isDisconnected, join, runs, subscription } = subscribe();
  await until('it runs', () => runs.length === 1);
  crash(false);
  clock.advance(500);
  await until('it runs again', () => runs.length === 2);
  join();
  const member = await subscription;
  crash(false);
  clock.advance(500);
  await until('it runs once more', () => runs.length === 3);
  crash(true);
  t.equal(clock.pending(), 0, 'what the client begins again by itself is left to it');
  t.equal(errors.length, 3);
  crash(false);
  await member.stop();
  t.equal(clock.pending(), 0);
  t.ok(isDisconnected());
});

t.test('a subscription that never joins fails and disconnects', async (t) => {
  const { clock, crash, isDisconnected, runs, subscription } = subscribe();
  const failed = t.rejects(subscription, { message: 'no coordinator' });
  for (let tries = 1; tries <= 3; tries++) {
    await until('it runs', () => runs.length === tries);
    crash(false);
    clock.advance(500);
  }
  await failed;
  t.ok(isDisconnected());
});
