// Engines: dgraph
import t from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { openDgraph } from '../../platform/dgraph/dgraph.ts';
import { migrateDgraph } from '../../platform/dgraph/migrate.ts';
import { literals, value } from '../../platform/dgraph/quads.ts';
import { hostOf } from '../../platform/engines/settings.ts';
import { claimConformance } from '../../platform/idempotency/conformance.ts';
import { dgraphClaimMigration, dgraphClaims } from '../../platform/idempotency/dgraph.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { dgraphOfTests, testPredicates } from './dgraph.ts';
import { relayTo } from './relay.ts';

t.test('claims in Dgraph', async (t) =>
  claimConformance(t, async (t, clock) => {
    const { db, prefix } = await testPredicates(t, (prefix) => [dgraphClaimMigration(prefix)]);
    return dgraphClaims(db, prefix, clock, 1_000);
  }),
);

const named = (prefix: string) => ({
  name: 'names',
  schema: `
    ${prefix}name: string @index(hash) @upsert .`,
});

t.test('any string is a value, and a query finds it', async (t) => {
  const { db, prefix } = await testPredicates(t, (prefix) => [named(prefix)]);
  const name = `${prefix}name`;
  const texts = ['"quoted"', 'back\\slash', 'line\nfeed', '<http://x> .', 'ü 👋 \u2028', '$x', '{ } # @'];
  for (const text of texts) await db.write(async (tx) => tx.set(value('_:new', name, text)));
  const asked = `{ found(func: eq(${name}, ${literals(texts)})) { text: ${name} } }`;
  const { found } = await db.read((ask) => ask<{ found: { text: string }[] }>(asked));
  t.same(found.map(({ text }) => text).sort(), texts.toSorted());
  for (const text of texts) {
    const query = `query one($text: string) { found(func: eq(${name}, $text)) { text: ${name} } }`;
    t.same(await db.read((ask) => ask(query, { $text: text })), { found: [{ text }] });
  }
});

t.test('of many transactions that create the same, one does; one that throws writes nothing', async (t) => {
  const { db, prefix } = await testPredicates(t, (prefix) => [named(prefix)]);
  const name = `${prefix}name`;
  const query = `{ found(func: eq(${name}, "one")) { uid } }`;
  type Found = { found: { uid: string }[] };
  const make = () =>
    db.write(async (tx) => {
      const { found } = await tx.ask<Found>(query);
      if (found.length === 0) tx.set(value('_:new', name, 'one'));
      return found.length === 0;
    });
  const failed = db.write(async (tx) => {
    tx.set(value('_:new', name, 'one'));
    throw new Error('changed my mind');
  });
  await t.rejects(failed, /changed my mind/);
  const made = await Promise.all(Array.from({ length: 12 }, make));
  t.equal(made.filter(Boolean).length, 1);
  t.equal((await db.read((ask) => ask<Found>(query))).found.length, 1);
});

t.test('of many processes that migrate at once, one does each step', async (t) => {
  const { db, prefix } = await testPredicates(t, (prefix) => [named(prefix)]);
  const steps = [named(prefix), { name: 'again', schema: `${prefix}other: int .` }];
  t.teardown(() => db.drop([`${prefix}other`]));
  await Promise.all([1, 2, 3].map(() => migrateDgraph(db, prefix, steps, systemClock)));
  const recorded = `query steps($store: string) {
    store(func: eq(migration.store, $store)) { steps: migration.step { name: migration.name } }
  }`;
  type Recorded = { store: { steps: { name: string }[] }[] };
  const { store } = await db.read((ask) => ask<Recorded>(recorded, { $store: prefix }));
  t.same(store[0]!.steps.map(({ name }) => name).sort(), ['again', 'names']);
  await t.rejects(migrateDgraph(db, prefix, [named(prefix)], systemClock), /is newer than this code/);
  const broken = { name: 'broken', schema: `${prefix}half: nonsense .` };
  await t.rejects(migrateDgraph(db, prefix, [...steps, broken], systemClock), /step 3 \(broken\) failed/);
});

t.test('an alpha that was down when clients signed in is signed in to when it is back', async (t) => {
  const access = dgraphOfTests();
  const [alpha] = access.alphas;
  const away = await relayTo(t, alpha!);
  await away.close();
  const db = await openDgraph({ ...access, alphas: [alpha!, `${hostOf(alpha!)}:${away.port}`] });
  t.teardown(() => db.close());
  await relayTo(t, alpha!, '127.0.0.1', away.port);
  // Each query goes to a random one of the two.
  const allAnswer = async () => {
    for (let asked = 0; asked < 60; asked++) await db.read((ask) => ask('{ q(func: uid(0x1)) { uid } }'));
    return true;
  };
  await until('both answer', () => allAnswer().catch(() => false));
});

t.test('without an alpha every call fails in time with a reason', async (t) => {
  const access = dgraphOfTests();
  await t.rejects(
    openDgraph({ ...access, alphas: ['127.0.0.1:1'] }),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );

  const [alpha] = access.alphas;
  const relay = await relayTo(t, alpha!);
  const db = await openDgraph({ ...access, alphas: [`${hostOf(alpha!)}:${relay.port}`] });
  t.teardown(() => db.close());
  await relay.close();
  await t.rejects(
    db.read((ask) => ask('{ q(func: uid(0x1)) { uid } }')),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );
  const writing = db.write(async (tx) => tx.set(value('_:new', 'nobody.name', 'x')));
  await t.rejects(writing, domainErrorLike('DEPENDENCY_UNAVAILABLE'));
});
