import fc from 'fast-check';
import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { type SmallNetwork, smallNetwork, viewerId } from '../testing/small-network.ts';
import { homeAudience } from './audience.ts';
import { each } from './candidates.ts';
import { ringCapacity, ringHeader, ringNewestFirst } from './ring.ts';
import { ringThenLists } from './ring-timeline.ts';
import { ringedTimelines } from './ringed-timelines.ts';
import { queriedTimelines } from './timelines.ts';

const authors = ['2000000000000000000', '3000000000000000000', '4000000000000000000'];

async function fromRing(net: SmallNetwork, beforeId?: string): Promise<string[]> {
  const lowWatermarkId = net.watermark();
  const { ring, graph } = await net.keeper.ensure(viewerId);
  const audience = homeAudience(viewerId, graph);
  const { entries } = net.sources;
  const ids: string[] = [];
  const options = { viewerId, audience, ring, entries, pulls: net.pulls, lowWatermarkId, chunk: 4 };
  for await (const { entryId } of each(ringThenLists(options, beforeId))) ids.push(entryId);
  return ids;
}

const step = fc.record({
  kind: fc.constantFrom('post', 'post', 'post', 'deliver', 'deliver', 'repeat', 'follow', 'drop', 'build'),
  who: fc.constantFrom(viewerId, ...authors),
  push: fc.boolean(),
  n: fc.nat({ max: 1000 }),
});

t.test(
  'a timeline from a ring lacks only entries in fan-out, whatever the order and repetition of pushes',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60, size: 'max' }),
        fc.constantFrom(0, 0, 790),
        fc.nat(),
        async (steps, full, place) => {
          const net = smallNetwork();
          net.follow(...authors);
          await net.keeper.build(viewerId);
          for (let n = 0; n < full; n++) net.post(authors[n % 2]!);
          await net.deliverAll();
          for (const { kind, who, push, n } of steps) {
            if (kind === 'post') net.post(who, push);
            else if (kind === 'deliver') await net.deliver(n);
            else if (kind === 'repeat') await net.deliver(n, true);
            else if (kind === 'follow') net.follow(...authors.filter((_, at) => ((n >> at) & 1) === 1));
            else if (kind === 'drop') await net.rings.drop(viewerId);
            else await net.keeper.build(viewerId);
          }
          const watermark = net.watermark();
          const early = await fromRing(net);
          const all = net.timeline();
          const must = all.filter(
            (id) => id < watermark || net.pending.every(({ entryId }) => entryId !== id),
          );
          const ordered = early.every((id, at) => at === 0 || id < early[at - 1]!);
          if (!ordered || !early.every((id) => all.includes(id))) return false;
          if (!must.every((id) => early.includes(id))) return false;
          await net.deliverAll();
          if (JSON.stringify(await fromRing(net)) !== JSON.stringify(all)) return false;
          const beforeId = all[place % Math.max(1, all.length)];
          const below = all.filter((id) => beforeId === undefined || id < beforeId);
          return JSON.stringify(await fromRing(net, beforeId)) === JSON.stringify(below);
        },
      ),
      { numRuns: 60 },
    );
  },
);

t.test('pages from a full ring continue in the authors’ lists without gap or repetition', async (t) => {
  const net = smallNetwork();
  net.follow(...authors);
  const posted = Array.from({ length: ringCapacity + 150 }, (_, n) => net.post(authors[n % 3]!, n % 5 > 0));
  await net.deliverAll();
  await net.keeper.build(viewerId);
  const timelines = ringedTimelines({
    ...net,
    watermark: { now: async () => net.watermark() },
    reference: queriedTimelines(net.sources, net.rules),
    maxBuilding: 1,
    onError: (error) => t.fail(String(error)),
  });
  const seen: string[] = [];
  for (let beforeId: string | undefined = '9'.repeat(19); beforeId !== undefined; ) {
    const page = await timelines.home(viewerId, 100, beforeId);
    seen.push(...page.entries.map(({ entry }) => entry.entryId));
    beforeId = page.beforeId;
  }
  t.strictSame(seen, posted.reverse());
});

t.test('a rebuilt ring has the newest entries, each once', async (t) => {
  const net = smallNetwork();
  net.follow(...authors);
  await net.keeper.build(viewerId);
  for (let n = 0; n < ringCapacity + 100; n++) net.post(authors[n % 3]!);
  await net.deliverAll();
  for (const following of [authors.slice(1), authors]) {
    net.follow(...following);
    await net.keeper.build(viewerId);
    const ring = (await net.rings.read(viewerId))!;
    const ids = [...ringNewestFirst(ring, 0n)].map(({ entryId }) => entryId);
    const bound = ringHeader(ring).completeFrom;
    t.ok(BigInt(net.timeline()[400]!) >= bound, 'the bound is below the newest entries');
    t.strictSame(
      ids.filter((id) => net.timeline().includes(id)),
      net.timeline().filter((id) => BigInt(id) >= bound),
    );
  }
});

t.test('reads at the same time share one build, and are answered from lists meanwhile', async (t) => {
  let lists = 0;
  const gate = Promise.withResolvers<void>();
  const net = smallNetwork((real) => ({
    ...real,
    async heads(ids) {
      lists += 1;
      await gate.promise;
      return real.heads(ids);
    },
  }));
  net.follow(...authors);
  const posted = net.post(authors[0]!);
  const builds = [net.keeper.build(viewerId), net.keeper.build(viewerId), net.keeper.ensure(viewerId)];
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(net.keeper.building(), 1);
  const graph = await net.sources.graphs.get(viewerId);
  t.equal(await net.keeper.usable(viewerId, graph), undefined, 'not usable before it is complete');
  await net.deliverAll();
  gate.resolve();
  await Promise.all(builds);
  t.equal(lists, 1);
  t.equal(net.keeper.building(), 0);
  t.strictSame(await fromRing(net), [posted]);
  const usable = await net.keeper.usable(viewerId, graph);
  t.equal(usable?.completeFrom, 0n);
});

t.test(
  'another version of the graph makes a ring unusable; a ring lost during its build is built again',
  async (t) => {
    let lose = false;
    const net = smallNetwork((real) => ({
      ...real,
      async heads(ids) {
        if (lose) await net.rings.drop(viewerId);
        lose = false;
        return real.heads(ids);
      },
    }));
    net.follow(authors[0]!);
    const posts = authors.map((author) => net.post(author));
    await net.deliverAll();
    t.strictSame(await fromRing(net), [posts[0]]);
    net.follow(authors[1]!);
    t.equal(await net.keeper.usable(viewerId, await net.sources.graphs.get(viewerId)), undefined);
    lose = true;
    t.strictSame(await fromRing(net), [posts[1]]);
    t.equal(lose, false);
    net.follow(...authors);
    t.strictSame(await fromRing(net), posts.toReversed());
  },
);

t.test(
  'a graph that changes faster than rings are built is an overload; a failed build does not affect later ones',
  async (t) => {
    let fails = 1;
    const net = smallNetwork((real) => ({
      ...real,
      async heads(ids) {
        if (fails-- > 0) throw new Error('the post service is down');
        net.follow(...authors);
        return real.heads(ids);
      },
    }));
    net.follow(...authors);
    await t.rejects(net.keeper.ensure(viewerId), { message: 'the post service is down' });
    t.equal(net.keeper.building(), 0);
    await t.rejects(net.keeper.ensure(viewerId), domainErrorLike('OVERLOADED', { retryAfterMs: 1_000 }));
  },
);
