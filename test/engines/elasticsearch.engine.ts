// Engines: elasticsearch
import t from 'tap';
import { openElasticsearch } from '../../platform/elasticsearch/elasticsearch.ts';
import {
  type IndexBody,
  openRebuildableIndex,
  type RebuildableIndex,
} from '../../platform/elasticsearch/rebuildable-index.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { elasticsearchOfTests, testIndex } from './elasticsearch.ts';
import { relayTo } from './relay.ts';

const numbers: IndexBody = {
  mappings: { dynamic: 'strict', properties: { number: { type: 'long' } } },
  settings: { refresh_interval: '500ms' },
};
/** The failures of calls, except those of rebuilds that a later one has replaced. */
async function failuresOf(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(calls);
  const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  return failures.filter(({ reason }) => reason !== 'CONFLICT');
}

/** Later ones are greater. */
const rebuildId = (n: number) => `${1_500_000_000_000_000_000n + BigInt(n)}`;
const numbered = (number: number | string) => ({ id: String(number), document: { number } });

t.test('of many processes that open an index at once, one creates it', async (t) => {
  const { db, name } = await testIndex(t);
  const opened = await Promise.all([1, 2, 3, 4].map(() => openRebuildableIndex(db, name, numbers)));
  await Promise.all(opened.map((index, n) => index.write([numbered(n)])));
  await until('all are found', async () => (await opened[0]!.count()) === 4);
  const again = await openRebuildableIndex(db, name, numbers);
  t.equal(await again.count(), 4, 'and an index that exists keeps what it has');
});

t.test('an index gets new fields when a newer version opens it, and keeps the type of each', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const old = await openRebuildableIndex(db, name, numbers);
  await old.write([numbered(1)]);
  const withField = (type: 'keyword' | 'long'): IndexBody => ({
    ...numbers,
    mappings: { dynamic: 'strict', properties: { number: { type: 'long' }, colour: { type } } },
  });
  const index = await openRebuildableIndex(db, name, withField('keyword'));
  await index.write([{ id: '2', document: { number: 2, colour: 'green' } }]);
  await settled();
  t.match(await index.search({ query: { term: { colour: 'green' } } }), { hits: { hits: [{ _id: '2' }] } });
  t.equal(await index.count(), 2);
  await t.rejects(openRebuildableIndex(db, name, withField('long')), /colour/);
});

t.test('a document that Elasticsearch refuses is named, and the others are written', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const index = await openRebuildableIndex(db, name, numbers);
  const writes = [numbered(1), numbered('poison'), numbered(2)];
  await t.rejects(index.write(writes), /refuses 1 of 3 changes: poison \(.*number/);
  await t.rejects(index.write(writes), /poison/, 'also at a repeat');
  await settled();
  t.equal(await index.count(), 2);
});

t.test('reads and writes of other processes do not fail while an index is rebuilt', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const index = await openRebuildableIndex(db, name, numbers);
  const other = await openRebuildableIndex(db, name, numbers);
  await index.write([numbered(0)]);
  await settled();
  let rebuilding = true;
  let written = 0;
  const writing = (async () => {
    while (rebuilding) await other.write([numbered(++written)]);
  })();
  let reads = 0;
  const reading = (async () => {
    while (rebuilding) {
      await other.search({ query: { term: { number: 0 } } });
      reads++;
    }
  })();
  for (let round = 0; round < 5; round++) {
    const id = rebuildId(round);
    await index.beginRebuild(id);
    // What a scan of the source finds: at least everything written before it began.
    await index.fill(
      id,
      Array.from({ length: written + 1 }, (_, n) => numbered(n)),
    );
    await index.finishRebuild(id);
  }
  rebuilding = false;
  await Promise.all([writing, reading]);
  t.ok(reads > 0);
  await settled();
  t.equal(await index.count(), written + 1, `nothing of ${written} is missing or doubled`);
});

t.test('a rebuild that died after it changed the aliases leaves nothing behind', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const index = await openRebuildableIndex(db, name, numbers);
  await index.write([numbered(1)]);
  // The index of an earlier rebuild that is not live any more.
  await db.ask((client) => client.indices.create({ index: `${name}-1` }));
  await index.beginRebuild(rebuildId(1));
  await index.fill(rebuildId(1), [numbered(2)]);
  await index.finishRebuild(rebuildId(1));
  await settled();
  t.match(await index.search({ query: { match_all: {} } }), { hits: { hits: [{ _id: '2' }] } });
  const all = await db.ask((client) => client.indices.getAlias({ index: `${name}-*` }));
  t.strictSame(all, { [`${name}-${rebuildId(1)}`]: { aliases: { [`${name}-live`]: {} } } });
});

t.test('writes do not fail while rebuilds begin at once, and reach the one that remains', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const opened = await Promise.all([1, 2, 3].map(() => openRebuildableIndex(db, name, numbers)));
  const [index] = opened as [RebuildableIndex];
  let beginning = true;
  let written = 0;
  const writing = (async () => {
    while (beginning) await index.write([numbered(++written)]);
  })();
  for (let round = 0; round < 5; round++) {
    const begun = opened.map((each, n) => each.beginRebuild(rebuildId(round * 3 + n)));
    t.strictSame(await failuresOf(begun), [], `round ${round}`);
  }
  beginning = false;
  await writing;
  await index.write([numbered(0)]);
  await index.fill(
    rebuildId(14),
    Array.from({ length: written }, (_, n) => numbered(n + 1)),
  );
  await index.finishRebuild(rebuildId(14));
  await settled();
  t.equal(await index.count(), written + 1);
});

t.test('a lost index is not made up by writes: they wait until it is built again', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const index = await openRebuildableIndex(db, name, numbers);
  await index.write([numbered(1)]);
  const lose = () =>
    db.ask(async (client) => {
      const all = Object.keys(await client.indices.getAlias({ index: `${name}-*` }));
      await client.indices.delete({ index: all });
    });
  await index.beginRebuild(rebuildId(1));
  await index.fill(rebuildId(1), [numbered(1)]);
  await lose();
  const unavailable = domainErrorLike('DEPENDENCY_UNAVAILABLE');
  await t.rejects(index.write([numbered(2)]), unavailable);
  await t.rejects(index.search({ query: { match_all: {} } }), unavailable);
  t.equal(await index.count(), 0);
  await t.rejects(index.fill(rebuildId(1), [numbered(1)]), domainErrorLike('REBUILD_LOST'));
  await t.rejects(index.finishRebuild(rebuildId(1)), domainErrorLike('REBUILD_LOST'));
  await index.beginRebuild(rebuildId(1));
  await t.rejects(index.write([numbered(2)]), unavailable, 'searches would miss it');
  await index.fill(rebuildId(1), [numbered(1), numbered(2)]);
  await index.finishRebuild(rebuildId(1));
  await index.write([numbered(3)]);
  await settled();
  t.equal(await index.count(), 3);
  await lose();
  const restarted = await openRebuildableIndex(db, name, numbers);
  await restarted.write([numbered(4)]);
  await settled();
  t.equal(await restarted.count(), 1, 'a process that starts creates it');
});

t.test('without a node every call fails in time with a reason, and succeeds when it is back', async (t) => {
  const access = elasticsearchOfTests();
  await t.rejects(
    openElasticsearch({ ...access, nodes: ['127.0.0.1:1'] }),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );

  const [node] = access.nodes;
  const relay = await relayTo(t, node!);
  const { db, name } = await testIndex(t, { ...access, nodes: [`127.0.0.1:${relay.port}`] });
  const index = await openRebuildableIndex(db, name, numbers);
  await index.write([numbered(1)]);
  await relay.close();
  const failed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await t.rejects(
      work(),
      domainErrorLike('DEPENDENCY_UNAVAILABLE', { metadata: { dependency: 'elasticsearch' } }),
    );
    t.ok(performance.now() - began < 9_000, 'in time');
  };
  await failed(() => index.count());
  await failed(() => index.write([numbered(2)]));
  await failed(() => index.beginRebuild(rebuildId(1)));
  await relayTo(t, node!, '127.0.0.1', relay.port);
  await index.write([numbered(2)]);
  await until('both are found', async () => (await index.count()) === 2);
});
