import type { Test } from 'tap';
import { until } from '../testing/until.ts';
import type { Delivery, EventBus, EventRecord, PartitionOffset, SubscribeOptions } from './port.ts';
import { totalLag } from './port.ts';

/** What an adapter may leave out, each with its reason. */
export type Skips = Partial<Record<'members share the work' | 'tail' | 'age of what no member read', string>>;

/** Opens the test's log, also again after a close. Every bus is closed at the end of the test. */
export type OpenBus = () => Promise<EventBus>;

let made = 0;
export function record(topic: string, key: string, more: Partial<EventRecord> = {}): EventRecord {
  made++;
  return {
    topic,
    key,
    value: Uint8Array.of(made & 255, made >> 8),
    eventId: `e${made}`,
    timeMs: 1_767_225_600_000 + made,
    ...more,
  };
}

const withoutPlace = ({ partition: _, offset: __, ...event }: Delivery): EventRecord => ({
  ...event,
  value: new Uint8Array(event.value),
});

/** Collects the records of a group and commits everything, by default. */
export async function collect(
  bus: EventBus,
  options: Pick<SubscribeOptions, 'topic' | 'group'> & Partial<SubscribeOptions> & { commit?: boolean },
) {
  const got: Delivery[] = [];
  const commits: Promise<void>[] = [];
  const subscription = await bus.subscribe({
    async onBatch(batch) {
      got.push(...batch.records);
      if (options.commit !== false) commits.push(batch.commit(batch.records.at(-1)!.offset + 1));
    },
    ...options,
  });
  const ids = () => got.map((event) => event.eventId);
  return { got, ids, commits, offsets: subscription.offsets, stop: subscription.stop };
}

const byKey = (events: readonly EventRecord[]) =>
  Object.fromEntries([...Map.groupBy(events, (e) => e.key)].map(([k, v]) => [k, v.map((e) => e.eventId)]));

/**
 * The conformance suite of `EventBus`. `setup` gives each test a log of its own with at least two partitions a topic.
 */
export function eventBusConformance(t: Test, setup: (t: Test) => Promise<OpenBus>, skips: Skips = {}): void {
  const skip = (name: keyof Skips) => (skips[name] ? { skip: skips[name] } : {});

  t.test('every group receives every record unchanged, in order for each key', async (t) => {
    const bus = await (await setup(t))();
    const early = await collect(bus, { topic: 'post', group: 'a' });
    const events = Array.from({ length: 60 }, (_, i) => record('post', `k${i % 7}`));
    for (let i = 0; i < 60; i += 9) await bus.publish(events.slice(i, i + 9));
    await bus.publish([record('follow', 'k1')]);
    await bus.publish([]);
    const late = await collect(bus, { topic: 'post', group: 'b', maxBatch: 4 });
    for (const { got } of [early, late]) {
      await until('all came', () => got.length >= events.length);
      t.same(byKey(got), byKey(events));
      const whole = got.map(withoutPlace).sort((a, b) => a.timeMs - b.timeMs);
      t.same(whole, events);
      const partitions = Map.groupBy(got, (e) => e.key);
      t.ok([...partitions.values()].every((same) => new Set(same.map((e) => e.partition)).size === 1));
      t.ok(new Set(got.map((e) => e.partition)).size > 1, 'keys are spread');
    }
  });

  t.test('sequential publish calls that are not awaited keep their order', async (t) => {
    const bus = await (await setup(t))();
    const events = Array.from({ length: 40 }, (_, i) => record(i % 5 ? 'post' : 'user', 'same'));
    const calls = events.map((event, i) => bus.publish(i % 2 ? [event] : [event, record('action', 'x')]));
    await Promise.all(calls);
    const { got, ids } = await collect(bus, { topic: 'post', group: 'a' });
    const expected = events.filter((e) => e.topic === 'post').map((e) => e.eventId);
    await until('all came', () => got.length >= expected.length);
    t.same(ids(), expected);
  });

  t.test(
    'batches of a partition come in sequence, with rising offsets, no larger than requested',
    async (t) => {
      const bus = await (await setup(t))();
      const events = Array.from({ length: 50 }, (_, i) => record('post', `k${i}`));
      await bus.publish(events);
      const busy = new Set<number>();
      const problems: string[] = [];
      const last = new Map<number, number>();
      let count = 0;
      await bus.subscribe({
        topic: 'post',
        group: 'a',
        maxBatch: 3,
        async onBatch({ partition, records }) {
          if (busy.has(partition)) problems.push('two at a time');
          if (records.length === 0 || records.length > 3) problems.push(`a batch of ${records.length}`);
          busy.add(partition);
          await new Promise((resolve) => setImmediate(resolve));
          busy.delete(partition);
          for (const { offset, partition: of } of records) {
            if (of !== partition || offset <= (last.get(partition) ?? -1)) problems.push('not rising');
            last.set(partition, offset);
            count++;
          }
        },
      });
      await until('all came', () => count >= events.length);
      t.same(problems, []);
    },
  );

  t.test('a group continues at its committed offset; uncommitted records come again', async (t) => {
    const open = await setup(t);
    let bus = await open();
    const events = Array.from({ length: 10 }, () => record('post', 'one'));
    await bus.publish(events);
    const first = await collect(bus, {
      topic: 'post',
      group: 'a',
      async onBatch(batch) {
        first.got.push(...batch.records);
        const commits = [4, 7, 2].map((i) => batch.commit(batch.records[i]!.offset));
        await Promise.all(commits);
      },
    });
    await until('the batch came', () => first.got.length === 10);
    // Simulates a kill: nothing more is committed.
    await bus.close();
    bus = await open();
    const second = await collect(bus, { topic: 'post', group: 'a' });
    await until('the rest came', () => second.got.length >= 3);
    t.same(
      second.ids(),
      events.slice(7).map((e) => e.eventId),
    );
    await Promise.all(second.commits);
    await bus.close();
    bus = await open();
    const third = await collect(bus, { topic: 'post', group: 'a' });
    const next = record('post', 'one');
    await bus.publish([next]);
    await until('the new one came', () => third.got.length > 0);
    t.same(third.ids(), [next.eventId]);
  });

  t.test('a failed batch comes again from the committed offset, and is reported', async (t) => {
    const bus = await (await setup(t))();
    const events = Array.from({ length: 5 }, () => record('post', 'one'));
    await bus.publish(events);
    const seen: string[][] = [];
    const errors: unknown[] = [];
    await bus.subscribe({
      topic: 'post',
      group: 'a',
      onError: (error) => errors.push(error),
      async onBatch(batch) {
        seen.push(batch.records.map((e) => e.eventId));
        if (seen.length > 1) return;
        void batch.commit(batch.records[2]!.offset);
        throw new Error('not today');
      },
    });
    await until('it came again', () => seen.length === 2);
    const ids = events.map((e) => e.eventId);
    t.same(seen, [ids, ids.slice(2)]);
    t.match(errors, [{ message: 'not today' }]);
  });

  t.test('a tail starts at the end each time', skip('tail'), async (t) => {
    const bus = await (await setup(t))();
    await bus.publish([record('post', 'one')]);
    const first = await collect(bus, { topic: 'post', group: 'tail', tail: true });
    const ends = async () =>
      (await bus.lag('post', 'a')).map(({ partition, end }) => ({ partition, next: end }));
    const byPartition = (offsets: readonly PartitionOffset[]) =>
      offsets.toSorted((a, b) => a.partition - b.partition);
    t.same(byPartition(first.offsets()), byPartition(await ends()), 'it knows its place in every partition');
    const wanted = record('post', 'one');
    await bus.publish([wanted]);
    await until('it came', () => first.got.length > 0);
    t.same(byPartition(first.offsets()), byPartition(await ends()));
    await first.stop();
    await bus.publish([record('post', 'one')]);
    const second = await collect(bus, { topic: 'post', group: 'tail', tail: true });
    const later = record('post', 'one');
    await bus.publish([later]);
    await until('it came', () => second.got.length > 0);
    t.same([first.ids(), second.ids()], [[wanted.eventId], [later.eventId]]);
  });

  t.test('members of a group share the work, and take over', skip('members share the work'), async (t) => {
    const bus = await (await setup(t))();
    const left = await collect(bus, { topic: 'post', group: 'a' });
    const right = await collect(bus, { topic: 'post', group: 'a', commit: false });
    const events = Array.from({ length: 40 }, (_, i) => record('post', `k${i}`));
    await bus.publish(events);
    await until('all came', () => new Set([...left.ids(), ...right.ids()]).size === 40);
    t.ok(left.got.length > 0 && right.got.length > 0);
    const unfinished = right.ids();
    await right.stop();
    await until('the rest was taken over', () => unfinished.every((id) => left.ids().includes(id)));
    t.same(byKey(left.got), byKey(events));
  });

  t.test('stopping aborts the batch, waits for it, and delivers nothing more', async (t) => {
    const bus = await (await setup(t))();
    await bus.publish([record('post', 'one'), record('post', 'one')]);
    const events: string[] = [];
    const subscription = await bus.subscribe({
      topic: 'post',
      group: 'a',
      maxBatch: 1,
      async onBatch({ signal }) {
        events.push('begun');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await new Promise((resolve) => setImmediate(resolve));
        events.push('ended');
      },
    });
    await until('it began', () => events.length === 1);
    await subscription.stop();
    t.same(events, ['begun', 'ended']);
    await bus.publish([record('post', 'one')]);
    await subscription.stop();
    t.same(events, ['begun', 'ended']);
    t.equal(totalLag(await bus.lag('post', 'a')).records, 3);
  });

  t.test('lag is the number and age of waiting records', async (t) => {
    const bus = await (await setup(t))();
    t.same(totalLag(await bus.lag('post', 'a')), { records: 0 });
    const events = Array.from({ length: 6 }, () => record('post', 'one'));
    await bus.publish(events);
    const unread = totalLag(await bus.lag('post', 'nobody'));
    if (skips['age of what no member read']) t.match(unread, { records: 6 });
    else t.same(unread, { records: 6, oldestTimeMs: events[0]!.timeMs });
    const gate = Promise.withResolvers<void>();
    await bus.subscribe({
      topic: 'post',
      group: 'a',
      async onBatch(batch) {
        await batch.commit(batch.records[4]!.offset);
        await gate.promise;
        await batch.commit(batch.records.at(-1)!.offset + 1);
      },
    });
    const lag = async () => totalLag(await bus.lag('post', 'a'));
    await until('four are done', async () => (await lag()).records === 2);
    t.same(await lag(), { records: 2, oldestTimeMs: events[4]!.timeMs });
    gate.resolve();
    await until('all are done', async () => (await lag()).records === 0);
    t.same(await lag(), { records: 0 });
  });

  t.test('groups() lists groups with stored offsets, even if none of them runs', async (t) => {
    const bus = await (await setup(t))();
    t.same(await bus.groups(), []);
    await bus.publish([record('post', 'one')]);
    const options = { topic: 'post', group: 'a-b' };
    const members = await Promise.all([collect(bus, options), collect(bus, { ...options, topic: 'user' })]);
    await collect(bus, { topic: 'post', group: 'tail', tail: true });
    const named = async () => (await bus.groups()).map(({ topic, group }) => `${topic} ${group}`).sort();
    t.same(await named(), ['post a-b', 'user a-b']);
    for (const { got } of members.slice(0, 1)) await until('it came', () => got.length > 0);
    await Promise.all(members.flatMap(({ commits }) => commits));
    for (const member of members) await member.stop();
    t.ok((await named()).includes('post a-b'));
  });

  t.test('a closed bus refuses to publish and to subscribe', async (t) => {
    const bus = await (await setup(t))();
    await bus.close();
    await bus.close();
    await t.rejects(bus.publish([record('post', 'one')]));
    await t.rejects(bus.subscribe({ topic: 'post', group: 'a', onBatch: async () => {} }));
  });
}
