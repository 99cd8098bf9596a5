import t from 'tap';
import { random } from '../../checker/random.ts';
import { nextPageToken } from '../requests.ts';
import { sustained, type Tried } from '../sustained.ts';
import { madeGraph, parseGraph } from './graph.ts';
import { median } from './latency.ts';
import { gapMs, openLoop } from './open-loop.ts';
import { byFunction, byPart, type CpuProfile, selfTime, totalTime } from './profile.ts';
import { table } from './report.ts';
import { RpcFailed } from './wire.ts';

t.test('a generated graph has the size and the skew of Reed98, the same for the same seed', async (t) => {
  const graph = madeGraph(98);
  t.equal(graph.people, 962);
  t.equal(graph.edges.length, 18_812);
  t.same(madeGraph(98).edges.slice(0, 100), graph.edges.slice(0, 100));
  const degrees = new Array<number>(graph.people).fill(0);
  for (const [a, b] of graph.edges) for (const end of [a, b]) degrees[end]!++;
  t.ok(Math.abs(median(degrees) - 29) < 6, `the median person has ${median(degrees)} friends, 29 in Reed98`);
  t.ok(Math.max(...degrees) > 200 && Math.max(...degrees) < 400);
});

t.test('an edge list is read without duplicates, self-loops and comments', async (t) => {
  const { people, edges } = parseGraph('# two\n0 1\n1 0\n2 2\n1 3\n', 'small');
  t.equal(people, 4);
  t.same(edges, [
    [0, 1],
    [1, 3],
  ]);
});

t.test('gaps are exponential: their mean is the rate and their deviation the mean', async (t) => {
  const draw = random(1, 1);
  const gaps = Array.from({ length: 50_000 }, () => gapMs(draw, 100));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  t.ok(Math.abs(mean - 10) < 0.2);
  t.ok(Math.abs(deviation - 10) < 0.4);
});

t.test('a stall counts for all calls scheduled during it', async (t) => {
  let begun = 0;
  const figures = await openLoop({
    rate: 1_000,
    durationMs: 200,
    random: random(2, 0),
    next: () => ({
      kind: 'all',
      async run() {
        if (++begun === 50) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      },
    }),
  });
  t.equal(figures.kinds.all.answered, figures.offered);
  t.ok(figures.kinds.all.p90Ms > 40, 'one operation blocked for 100 ms, half of them waited');
});

t.test('every operation is accounted for: answered, late, failed, lost or shed', async (t) => {
  let begun = 0;
  const failing = await openLoop({
    rate: 2_000,
    durationMs: 50,
    random: random(2, 0),
    next: () => ({
      kind: 'all',
      async run() {
        if (++begun % 2 === 0) throw new RpcFailed('14', 'down');
      },
    }),
  });
  const { answered, failed, count } = failing.kinds.all;
  t.equal(answered + failed['14']!, failing.offered);
  t.equal(count, answered, 'only answers have a time');

  const late = await openLoop({
    rate: 2_000,
    durationMs: 50,
    promptMs: -1,
    random: random(2, 0),
    next: () => ({ kind: 'all', run: async () => {} }),
  });
  t.equal(late.kinds.all.failed.late, late.offered);
  t.equal(late.answered, 0);

  const stuck = await openLoop({
    rate: 2_000,
    durationMs: 50,
    drainMs: 1,
    random: random(2, 0),
    maxInFlight: 10,
    next: () => ({ kind: 'all', run: () => new Promise(() => {}) }),
  });
  t.equal(stuck.kinds.all.failed.lost, 10);
  t.equal(stuck.kinds.all.failed.shed, stuck.offered - 10);
});

t.test('the highest sustained load is found from either side, and the search ends', async (t) => {
  for (const limit of [0, 7, 95, 100, 450, 1e9]) {
    const load = (posts: number): Tried => ({
      posts,
      offered: 1000,
      answered: posts <= limit ? 1000 : 900,
      kinds: { home: { p99Ms: posts <= limit ? 10 : 500 } },
    });
    const { best, tried } = await sustained(load(100), async (posts) => load(posts));
    t.ok(tried.length <= 10);
    if (limit === 0) t.equal(best, undefined);
    else
      t.ok(best!.posts <= limit && (limit > 1e6 || best!.posts > limit * 0.85), `${best?.posts} of ${limit}`);
  }
});

t.test('the next page token is found behind the entries', async (t) => {
  const entry = Buffer.from([0x0a, 0x82, 0x01, ...new Array<number>(130).fill(0x12)]);
  t.equal(nextPageToken(Buffer.concat([entry, Buffer.from([0x12, 2, 0x61, 0x62, 0x1a, 1, 0x63])])), 'ab');
  t.equal(nextPageToken(Buffer.concat([entry, Buffer.from([0x1a, 1, 0x63])])), undefined);
  t.equal(nextPageToken(entry), undefined);
});

t.test('a profile gives shares of the busy time', async (t) => {
  const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 4 });
  const own = new URL('../../../services/post/x.ts', import.meta.url).href;
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: [2, 3, 5] },
      { id: 2, callFrame: frame('(idle)') },
      { id: 3, callFrame: frame('read', own), children: [4] },
      { id: 4, callFrame: frame('all') },
      { id: 5, callFrame: frame('post', 'node:inspector') },
    ],
    samples: [2, 3, 4, 5],
    timeDeltas: [1000, 10, 30, 500],
  };
  t.same(selfTime(profile, byFunction), [
    { name: 'all', share: 0.75 },
    { name: 'read services/post/x.ts:5', share: 0.25 },
  ]);
  t.same(selfTime(profile, byPart), [
    { name: 'native', share: 0.75 },
    { name: 'services/post', share: 0.25 },
  ]);
  t.same(totalTime(profile), [{ name: 'read services/post/x.ts:5', share: 1 }]);
});

t.test('a table aligns its numbers', async (t) => {
  t.equal(
    table([
      { what: 'empty', rate: 1234.5, ms: 0.1234 },
      { what: 'page', ms: 12 },
    ]),
    ['  what   rate     ms', '  empty  1235  0.123', '  page            12'].join('\n'),
  );
});
