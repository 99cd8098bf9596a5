import type { Test } from 'tap';
import { systemClock, testClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import type { LeaseStore } from '../leases/port.ts';
import { singleOwner } from '../leases/single-owner.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { until } from '../testing/until.ts';
import type { NewOperation, Operation, OperationStore, Progress } from './port.ts';
import { type OperationWork, runOperations } from './runner.ts';

const first: NewOperation = { id: '1000000000000000001', kind: 'count', input: 'a', operatorId: 'o' };
const after = (cursor: string, ended = false): Progress => ({
  cursor,
  result: `up to ${cursor}`,
  done: Number(cursor),
  total: 5,
  ended,
});

export interface OperationSubject {
  readonly store: OperationStore;
  readonly leases: LeaseStore;
}

/** The conformance suite of `OperationStore`, also with its runner; `open` gives an empty store. */
export function operationConformance(
  t: Test,
  open: (t: Test, clock: { nowMs(): number }) => Promise<OperationSubject>,
): void {
  t.test('an operation is kept with its progress, newest first, by kind and state', async (t) => {
    const clock = testClock();
    const { store } = await open(t, clock);
    t.strictSame([await store.get('x'), await store.list({ limit: 9 })], [undefined, []]);
    const startedMs = clock.nowMs();
    const started = await store.start(first);
    const times = { startedMs, updatedMs: startedMs, endedMs: undefined };
    const fresh = { ...first, ...times, state: 'running', run: 0, cursor: '', result: '', done: 0, total: 0 };
    t.strictSame(started, { ...fresh, error: '' });
    clock.advance(1_000);
    const { run } = (await store.take(first.id))!;
    t.equal(await store.save(first.id, run, after('2')), 'running');
    t.match(await store.get(first.id), {
      ...after('2'),
      ended: undefined,
      updatedMs: startedMs + 1_000,
      run,
    });
    t.equal(await store.save(first.id, run, after('5', true)), 'succeeded');
    t.match(await store.get(first.id), {
      state: 'succeeded',
      endedMs: startedMs + 1_000,
      startedMs,
      done: 5,
    });

    const second = await store.start({ ...first, id: '1000000000000000002' });
    const other = await store.start({ ...first, id: '1000000000000000003', kind: 'other' });
    const ids = async (page: Omit<Parameters<typeof store.list>[0], 'limit'>, limit = 9) =>
      (await store.list({ ...page, limit })).map(({ id }) => id);
    t.strictSame(await ids({}), [other.id, second.id, first.id]);
    t.strictSame(await ids({}, 1), [other.id]);
    t.strictSame(await ids({ beforeId: other.id }), [second.id, first.id]);
    t.strictSame(await ids({ kind: 'count' }), [second.id, first.id]);
    t.strictSame(await ids({ state: 'succeeded' }), [first.id]);
    t.strictSame(await ids({ kind: 'other', state: 'stopped' }), []);
  });

  t.test('of starts of the same work at the same time one is done', async (t) => {
    const { store } = await open(t, testClock());
    const started = await Promise.all(
      Array.from({ length: 8 }, (_, n) => store.start({ ...first, id: `100000000000000000${n}` })),
    );
    t.equal(new Set(started.map(({ id }) => id)).size, 1);
    const { id } = started[0]!;
    t.equal((await store.start({ ...first, id: '2000000000000000000', input: 'b' })).input, 'b');
    await store.stop(id);
    t.match(await store.start({ ...first, id }), { id, state: 'stopped' }, 'one that is there stays');
    const next = await store.start({ ...first, id: '3000000000000000000' });
    t.equal(next.id, '3000000000000000000');
    await t.rejects(store.resume(id), domainErrorLike('CONFLICT'));
    await store.stop(next.id);
    t.match(await store.resume(id), { state: 'running' });
  });

  t.test('stopping and resuming leave alone what is in no state for it', async (t) => {
    const { store } = await open(t, testClock());
    t.strictSame(
      [await store.stop('x'), await store.resume('x'), await store.take('x')],
      Array(3).fill(undefined),
    );
    await store.start(first);
    t.match(await store.resume(first.id), { state: 'running' });
    t.match(await store.stop(first.id), { state: 'stopped', endedMs: undefined });
    t.match(await store.stop(first.id), { state: 'stopped' });
    t.equal(await store.take(first.id), undefined, 'nobody owns a stopped one');
    await store.resume(first.id);
    const { run } = (await store.take(first.id))!;
    await store.fail(first.id, run, 'no\0 room');
    t.match(await store.get(first.id), { state: 'failed', error: /^no. room$/ });
    t.match(await store.resume(first.id), { state: 'running', error: '', endedMs: undefined });
    const again = (await store.take(first.id))!;
    await store.save(first.id, again.run, after('5', true));
    t.match(await store.resume(first.id), { state: 'succeeded' });
    t.match(await store.stop(first.id), { state: 'succeeded' });
  });

  t.test('progress of an earlier owner is refused', async (t) => {
    const { store } = await open(t, testClock());
    await store.start(first);
    const [old, now] = [(await store.take(first.id))!, (await store.take(first.id))!];
    t.equal(await store.save(first.id, now.run, after('1')), 'running');
    t.equal(await store.save(first.id, old.run, after('4', true)), undefined);
    await store.fail(first.id, old.run, 'late');
    t.match(await store.get(first.id), { state: 'running', cursor: '1', error: '' });
  });

  t.test('progress survives a kill, and no finished batch is repeated', async (t) => {
    const { store } = await open(t, systemClock);
    const batches = counting();
    let killed = false;
    const never = () => new Promise<never>(() => {});
    const dying: OperationStore = {
      ...store,
      list: (page) => (killed ? never() : store.list(page)),
      save: (...progress) => (killed ? never() : store.save(...progress)),
    };
    run(t, dying, {
      async batch(operation, signal) {
        // The third batch is done, and the process dies before it saves the progress.
        const progress = await batches.batch(operation, signal);
        if (operation.cursor === '2') killed = true;
        return progress;
      },
    });
    await store.start(first);
    await until('it to die', () => killed);
    t.match(await store.get(first.id), { state: 'running', cursor: '2', done: 2 });
    run(t, store, batches);
    await until('the end', async () => (await store.get(first.id))?.state === 'succeeded');
    t.strictSame(batches.begun, ['', '1', '2', '2', '3', '4']);
    t.match(await store.get(first.id), { done: 5, total: 5, result: 'up to 5' });
  });

  t.test('a stop is obeyed between batches, and a resumed one repeats none', async (t) => {
    const { store } = await open(t, systemClock);
    const batches = counting();
    const gate = Promise.withResolvers<void>();
    run(t, store, {
      async batch(operation, signal) {
        const progress = await batches.batch(operation, signal);
        if (operation.cursor === '1') await gate.promise;
        return progress;
      },
    });
    await store.start(first);
    await until('the second batch', () => batches.begun.length === 2);
    t.match(await store.stop(first.id), { state: 'stopped', cursor: '1' });
    gate.resolve();
    await until('the batch to be kept', async () => (await store.get(first.id))?.cursor === '2');
    t.match(await store.get(first.id), { state: 'stopped', done: 2 });
    await store.resume(first.id);
    await until('the end', async () => (await store.get(first.id))?.state === 'succeeded');
    t.strictSame(batches.begun, ['', '1', '2', '3', '4']);
  });

  t.test('of several processes one works at a time, whichever ends', async (t) => {
    const { store, leases } = await open(t, systemClock);
    let working = 0;
    let most = 0;
    const batches = counting();
    const work: OperationWork = {
      async batch(operation, signal) {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setImmediate(resolve));
        working -= 1;
        return batches.batch(operation, signal);
      },
    };
    const process = (owner: string) => {
      const single = singleOwner({
        leases,
        clock: systemClock,
        work: 'operations',
        owner,
        ttlMs: 600,
        start: async () => run(t, store, work),
      });
      t.teardown(() => single.stop());
      return single;
    };
    const processes = ['a', 'b', 'c'].map(process);
    const operations: Operation[] = [];
    for (let n = 0; n < 3; n++) {
      operations.push(await store.start({ ...first, id: `100000000000000000${n}`, input: `${n}` }));
      await until('its end', async () => (await store.get(operations[n]!.id))?.state === 'succeeded');
      await processes.find((each) => each.holds())!.stop();
    }
    t.equal(most, 1);
    t.equal(batches.begun.length, 15, 'no batch was done twice');
  });

  t.test('what passes is tried again; any other error ends the operation, which can go on', async (t) => {
    const { store } = await open(t, systemClock);
    const faults = [new DomainError('DEPENDENCY_UNAVAILABLE', 'down'), new Error('broken')];
    const batches = counting();
    run(t, store, {
      async batch(operation, signal) {
        const fault = operation.cursor === '2' ? faults.shift() : undefined;
        if (fault) throw fault;
        return batches.batch(operation, signal);
      },
    });
    await store.start(first);
    await until('it to fail', async () => (await store.get(first.id))?.state === 'failed');
    t.match(await store.get(first.id), { error: 'broken', cursor: '2' });
    t.strictSame(faults, []);
    await store.resume(first.id);
    await until('the end', async () => (await store.get(first.id))?.state === 'succeeded');
    t.strictSame(batches.begun, ['', '1', '2', '3', '4']);
  });
}

function run(t: Test, store: OperationStore, work: OperationWork) {
  const runner = runOperations({
    store,
    works: { count: work },
    clock: systemClock,
    isTransient: (error) => error instanceof DomainError,
    onError() {},
    pollEveryMs: 5,
  });
  t.teardown(() => void runner.stop());
  return runner;
}

/** Work of five batches that records which ones began. */
function counting(): OperationWork & { readonly begun: string[] } {
  const begun: string[] = [];
  return {
    begun,
    async batch({ cursor }) {
      begun.push(cursor);
      const next = Number(cursor) + 1;
      return after(String(next), next === 5);
    },
  };
}
