import fc from 'fast-check';
import t from 'tap';
import { measuredOf, stored } from '../measured/measured.ts';
import type { StoredReport } from '../measured/report.ts';
import {
  type AssumptionName,
  assumption,
  assumptionNames,
  type Plan,
  plannedSize,
  planOf,
} from './assumptions.ts';
import { type Component, type Costs, components, costsOf, kinds } from './costs.ts';
import { limitsOf, reachedLimits, scaled } from './limits.ts';
import { allCounts, capacityOf } from './model.ts';
import { capacityPages } from './pages.ts';
import { ratesOf } from './rates.ts';

const costs = costsOf(stored);

/** Every figure of every component. */
const costOf = (cpuMs: number, more: Partial<Costs> = {}): Costs => {
  const each = Object.fromEntries(components.map((name) => [name, cpuMs])) as Record<Component, number>;
  const all = Object.fromEntries(kinds.map((kind) => [kind, each])) as unknown as Costs['cpuMs'];
  const push = { redisMs: 0, timelineMs: 0 };
  const stream = { kibibytes: 0, heartbeatMs: 0 };
  return { cpuMs: all, kilobytes: all, ringsOfPost: 0, push, emptyRpcMs: 0, browserMs: 0, stream, ...more };
};

t.test('without arguments the planned size of the requirements is taken', async (t) => {
  t.strictSame(planOf([]), plannedSize);
  const rates = ratesOf(plannedSize);
  t.equal(
    Math.round(rates.homePages + rates.userPages),
    1_500_000,
    'reads at peak are 100 times 15,000 posts',
  );
});

t.test('an argument changes one assumption, in either form', async (t) => {
  t.equal(planOf(['--peak-posts', '30000'])['peak-posts'], 30_000);
  t.strictSame(planOf(['--peak-posts=30000']), { ...plannedSize, 'peak-posts': 30_000 });
});

t.test('a wrong argument is refused in words that say which, and what it must be', async (t) => {
  const refused: readonly (readonly [readonly string[], string])[] = [
    [['--peak-post', '1'], 'There is no assumption --peak-post; did you mean --peak-posts?'],
    [['--__proto__', '1'], 'There is no assumption --__proto__'],
    [['30000'], 'There is no assumption 30000'],
    [['--peak-posts'], '--peak-posts must be a number from 1 to 10000000 (posts/s), not nothing.'],
    [['--peak-posts', ''], '--peak-posts must be a number from 1 to 10000000 (posts/s), not "".'],
    [['--utilisation', '1.5'], '--utilisation must be a number from 0.05 to 1 (share), not "1.5".'],
    [['--followers', 'many'], '--followers must be a number from 0 to 1000000 (people), not "many".'],
    [['--posts', '20000'], '--posts (20000) must not be above --peak-posts (15000).'],
    [['--users', '1000'], '--daily-users (150000000) must not be above --users (1000).'],
  ];
  for (const [args, message] of refused) t.throws(() => planOf(args), { message }, args.join(' '));
});

t.test('every default is within its own bounds', async (t) => {
  for (const name of assumptionNames) {
    const { value, min, max } = assumption(name);
    t.ok(min <= value && value <= max, name);
  }
});

t.test(
  'cores are calls times their cost; processes leave the share of CPU free that the plan asks for',
  async (t) => {
    const plan = planOf([
      '--peak-posts',
      '1000',
      '--posts',
      '1000',
      '--likes-per-post',
      '0',
      '--follows-per-post',
      '0',
      '--utilisation',
      '0.5',
      '--reads-per-post',
      '9',
    ]);
    const { timeline, cassandra } = capacityOf(plan, costOf(1)).needs;
    t.equal(timeline.cores, 10, '10,000 calls of 1 ms');
    t.equal(timeline.count, 20);
    t.equal(cassandra.cores, 21, 'a post is written to three copies, a page reads two');
  },
);

t.test('pushes are counted by the followers of the plan, not by those of the measurement', async (t) => {
  const push = { redisMs: 0.01, timelineMs: 0.02 };
  const plan = planOf([
    '--peak-posts',
    '1000',
    '--posts',
    '1000',
    '--reads-per-post',
    '0',
    '--likes-per-post',
    '0',
    '--follows-per-post',
    '0',
    '--followers',
    '400',
    '--ring-share',
    '0.25',
  ]);
  const { timeline, redis } = capacityOf(plan, costOf(1, { push, ringsOfPost: 40 })).needs;
  t.ok(
    Math.abs(timeline.cores - (1_000 * (1 - 0.8 + 2)) / 1_000) < 1e-9,
    'of 1 ms, 0.8 were 40 pushes; 100 pushes take 2',
  );
  t.ok(Math.abs(redis.cores - (2 * 1_000 * (1 - 0.4 + 1)) / 1_000) < 1e-9, 'and each shard has a replica');
});

/** A plan with every assumption anywhere between a tenth of its default and ten times it. */
const plans = fc
  .tuple(
    ...assumptionNames.map((name) =>
      fc.double({ min: 0.1, max: 10, noNaN: true }).map((times) => bounded(name, plannedSize[name] * times)),
    ),
  )
  .map(
    (values) => Object.fromEntries(assumptionNames.map((name, at) => [name, values[at]])) as unknown as Plan,
  );
const directed = assumptionNames.filter((name) => assumption(name).needs !== undefined);

function bounded(name: AssumptionName, value: number): number {
  const { min, max } = assumption(name);
  return Math.min(max, Math.max(min, value));
}

t.test('more load, and less room, never needs fewer processes or nodes of anything', async (t) => {
  const property = fc.property(
    plans,
    fc.constantFrom(...directed),
    fc.double({ min: 1, max: 10, noNaN: true }),
    (plan, name, times) => {
      const grown = assumption(name).needs === 'more' ? plan[name] * times : plan[name] / times;
      const [before, after] = [
        allCounts(capacityOf(plan, costs)),
        allCounts(capacityOf({ ...plan, [name]: bounded(name, grown) }, costs)),
      ];
      return before.every((count, at) => count <= after[at]!);
    },
  );
  t.doesNotThrow(() => fc.assert(property, { numRuns: 2_000 }));
});

t.test('a limit that breaks at a share of the plan holds just below it, and not above', async (t) => {
  for (const { what, share } of reachedLimits(plannedSize, costs)) {
    const at = (times: number) =>
      limitsOf(scaled(plannedSize, times), costs).find((limit) => limit.what === what)!;
    const [below, above] = [at(share * 0.98), at(share * 1.03)];
    t.ok(below.at <= below.limit && above.at > above.limit, what);
  }
});

t.test('the limit that breaks first comes first', async (t) => {
  const shares = reachedLimits(plannedSize, costs).map(({ share }) => share);
  t.strictSame(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});

t.test('a result that is missing is named, with the file, the row and the column', async (t) => {
  const report: StoredReport = {
    name: 'home',
    setting: {} as StoredReport['setting'],
    data: [],
    rows: [{ what: 'a', ms: 1, note: 'x' }],
  };
  const { figure } = measuredOf(() => report);
  t.equal(figure('home', 'a', 'ms'), 1);
  t.throws(() => figure('home', 'b', 'ms'), { message: 'home.json has no row "b".' });
  t.throws(() => figure('home', 'a', 'note'), { message: 'home.json has no number "note" in the row "a".' });
});

t.test('page and plot have every part and every limit, and no number that is none', async (t) => {
  const { page, plot } = capacityPages();
  const texts = [page(), plot()];
  for (const text of texts) t.notMatch(text, /NaN|Infinity|undefined/);
  for (const { what } of reachedLimits(plannedSize, costs)) t.ok(texts[0]!.includes(what), what);
  for (const name of components) t.match(texts[1], `>${name}</text>`);
});
