import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { idAtTime } from '../../../platform/ids.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import { inFlightIds } from '../domain/in-flight-ids.ts';
import type { InboxRows } from '../ports.ts';
import { memoryRows } from '../testing/memory-rows.ts';
import { commits } from './commits.ts';

function start(around: (rows: InboxRows) => InboxRows = (rows) => rows) {
  const clock = testClock();
  const ids = inFlightIds({ next: processIds(clock).next, nowMs: clock.nowMs, idAtTime, othersMs: 0 });
  const memory = memoryRows(clock);
  let committed = 0;
  const rows: InboxRows = around({
    ...memory,
    async commit(...change) {
      committed += 1;
      return memory.commit(...change);
    },
  });
  return {
    clock,
    ids,
    rows,
    memory,
    ...commits({ rows, ids, nowMs: clock.nowMs }),
    committed: () => committed,
  };
}

t.test('decisions that wait share a commit, each sees those before it', async (t) => {
  const { run, memory, committed } = start();
  const count = (by: string) =>
    run('p', async (view) => {
      const n = Number((await view.get(['n'])).get('n') ?? 0) + 1;
      const removed = { key: `by|${n - 2}`, value: undefined };
      return {
        changes: [{ key: 'n', value: String(n) }, { key: `by|${n}`, value: by }, removed],
        result: [n, (await view.newest({ from: 'by|', below: 'by}', limit: 2 })).map(({ key }) => key)],
      };
    });
  const results = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(count));
  t.strictSame(
    results.map(([n]) => n),
    [1, 2, 3, 4, 5],
  );
  t.strictSame(results.at(-1)![1], ['by|4', 'by|3']);
  t.equal(committed(), 2, 'the first, and the others together');
  t.strictSame(
    (await memory.newest('p', { from: 'by|', below: 'by}', limit: 9 })).map(({ key, value }) => key + value),
    ['by|5e', 'by|4d'],
  );
});

t.test('a decision is made again when another process has changed the partition', async (t) => {
  let others = 2;
  const { run, memory } = start((rows) => ({
    ...rows,
    async commit(part, revision, changes) {
      if (others-- > 0) await rows.commit(part, revision, [{ key: 'n', value: String(10 * others) }]);
      return rows.commit(part, revision, changes);
    },
  }));
  const ids: string[] = [];
  const n = await run('p', async (view, id) => {
    ids.push(id);
    const n = Number((await view.get(['n'])).get('n') ?? -1) + 1;
    return { changes: [{ key: 'n', value: String(n) }], result: n };
  });
  t.strictSame([n, (await memory.get('p', ['n'])).get('n'), new Set(ids).size], [1, '1', 3]);
});

t.test('without changes nothing is committed, and an error reaches the caller', async (t) => {
  const { run, committed } = start();
  t.equal(await run('p', async () => ({ changes: [], result: 'nothing' })), 'nothing');
  t.equal(committed(), 0);
  await t.rejects(
    run('p', async () => {
      throw new Error('no');
    }),
    /no/,
  );
  t.equal(await run('p', async () => ({ changes: [{ key: 'a', value: '' }], result: 1 })), 1);
});

t.test('the low watermark stays below an id until its commit', async (t) => {
  const held = Promise.withResolvers<void>();
  const { run, ids, clock } = start((rows) => ({
    ...rows,
    async commit(...change) {
      await held.promise;
      return rows.commit(...change);
    },
  }));
  const { promise, resolve } = Promise.withResolvers<string>();
  const done = run('p', async (_, id) => {
    resolve(id);
    return { changes: [{ key: 'a', value: '' }], result: id };
  });
  const id = await promise;
  clock.advance(10_000);
  t.equal(ids.lowWatermark(), id);
  held.resolve();
  await done;
  t.ok(ids.lowWatermark() > id);
  t.equal(ids.lowWatermark(), idAtTime(clock.nowMs()));
});

t.test('a commit that would begin long after its id gets a new id', async (t) => {
  const { run, clock } = start();
  const ids: string[] = [];
  await run('p', async (_, id) => {
    ids.push(id);
    if (ids.length === 1) clock.advance(1_000);
    return { changes: [{ key: 'a', value: id }], result: undefined };
  });
  t.equal(ids.length, 2);
});
