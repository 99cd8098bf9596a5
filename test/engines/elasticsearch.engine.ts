// Engines: elasticsearch
import t from 'tap';
import { openElasticsearch } from '../../platform/elasticsearch/elasticsearch.ts';
import { type IndexBody, openRebuildableIndex } from '../../platform/elasticsearch/rebuildable-index.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { elasticsearchOfTests, testIndex } from './elasticsearch.ts';
import { relayTo } from './relay.ts';

const numbers: IndexBody = {
  mappings: { dynamic: 'strict', properties: { number: { type: 'long' } } },
  settings: { refresh_interval: '500ms' },
};
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
    await index.beginRebuild();
    // What a scan of the source finds: at least everything written before it began.
    await index.fill(Array.from({ length: written + 1 }, (_, n) => numbered(n)));
    await index.finishRebuild();
  }
  rebuilding = false;
  await Promise.all([writing, reading]);
  t.ok(reads > 0);
  await settled();
  t.equal(await index.count(), written + 1, `nothing of ${written} is missing or doubled`);
});

t.test('a rebuild that died after it changed the aliases does not hinder the next one', async (t) => {
  const { db, name, settled } = await testIndex(t);
  const index = await openRebuildableIndex(db, name, numbers);
  await index.write([numbered(1)]);
  await db.ask((client) => client.indices.create({ index: `${name}-1` }));
  await index.beginRebuild();
  await index.fill([numbered(2)]);
  await index.finishRebuild();
  await settled();
  t.match(await index.search({ query: { match_all: {} } }), { hits: { hits: [{ _id: '2' }] } });
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
  await failed(() => index.beginRebuild());
  await relayTo(t, node!, '127.0.0.1', relay.port);
  await index.write([numbered(2)]);
  await until('both are found', async () => (await index.count()) === 2);
});
