// Engines: cassandra
import t from 'tap';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { cassandraOutboxMigrations } from '../../platform/events/outbox-cassandra.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { cassandraPostMigrations } from '../../services/post/adapters/cassandra/migrations.ts';
import { examplePost, idOf } from '../../services/post/conformance/example.ts';
import type { PostStore } from '../../services/post/ports.ts';
import { testKeyspace } from './cassandra.ts';
import { postProcess } from './posts.ts';

t.test('two attempts of one write give one post, whatever their timing', async (t) => {
  const { db } = await testKeyspace(t, [...cassandraOutboxMigrations, ...cassandraPostMigrations]);
  const process = (on?: Cassandra) => postProcess(t, db, { on });
  const other = await process();

  /** What happens before which database query of a write, counted from 0; counting ends then. */
  let at: { question: number; happens: () => Promise<void> } | undefined;
  /** Interrupted batches; written when they are replayed. */
  let brokenOff: (() => Promise<void>)[] = [];
  const next = async () => {
    if (!at || at.question-- > 0) return;
    const { happens } = at;
    at = undefined;
    await happens();
  };
  const watched = await process({
    ...db,
    all: (...asked) => next().then(() => db.all(...asked)),
    get: (...asked) => next().then(() => db.get(...asked)),
    run: (one) => next().then(() => db.run(one)),
    runIf: (one) => next().then(() => db.runIf(one)),
    async batch(statements) {
      try {
        await next();
      } catch (error) {
        brokenOff.push(() => db.batch(statements));
        throw error;
      }
      await db.batch(statements);
    },
  });

  let used = 0;
  /** Ids and users that no other case uses: a reply to a post of its own. */
  const setup = async () => {
    used += 10;
    const base = used;
    const author = `author ${base}`;
    await other.createPost(examplePost({ id: idOf(base), authorId: 'somebody' }));
    const write = examplePost({ id: idOf(base + 1), authorId: author, replyToId: idOf(base) });
    const late = (n: number) => ({ ...write, id: idOf(base + 1 + n) });
    const is = async (t: Tap, id: string, what: string) => {
      const [entries] = await other.authorEntries([{ authorId: author, before: '' }], 9, false);
      t.same(
        entries?.map((entry) => entry.id),
        [id],
        `${what}: in the author's list`,
      );
      t.same(await other.replyIds(idOf(base), '', 9), [id], `${what}: among the replies`);
      t.match((await other.states([idOf(base)])).get(idOf(base)), { counts: { replies: 1 } }, what);
      t.match((await other.states([id])).get(id), { deleted: false }, `${what}: stands`);
      t.equal((await other.bodies([write.id, late(1).id, late(2).id])).size, 1, `${what}: has the only text`);
      t.equal(await other.postOfWrite(write.id), id, what);
    };
    return { write, late, is };
  };
  type Tap = typeof t;
  type Case = Awaited<ReturnType<typeof setup>>;
  type Work = (store: PostStore, one: Case) => Promise<string | undefined>;

  const first: Work = (store, { write }) => store.createPost(write);
  const late: Work = (store, one) => store.createPost(one.late(1));
  const later: Work = (store, one) => store.createPost(one.late(2));
  const look: Work = (store, { write }) => store.postOfWrite(write.id);
  const pairs: readonly (readonly [string, Work, Work])[] = [
    ['one that comes late, within the first', first, late],
    ['the first, within one that comes late', late, first],
    ['one that comes later still, within one that comes late', late, later],
    ['a look, within the first', first, look],
    ['a look, within one that comes late', late, look],
  ];
  for (const [what, outer, inner] of pairs) {
    await t.test(what, async (t) => {
      let question = 0;
      for (let reached = true; reached; question++) {
        const one = await setup();
        reached = false;
        let within: string | undefined;
        const happens = async () => {
          reached = true;
          within = await inner(other, one);
        };
        at = { question, happens };
        const answered = (await outer(watched, one))!;
        at = undefined;
        if (within !== undefined) t.equal(within, answered, `before question ${question}`);
        await one.is(t, answered, `before question ${question}`);
      }
      t.ok(question > 5, `${question} places`);
    });
  }

  await t.test('of three attempts, two come late', async (t) => {
    let question = 0;
    for (let reached = true; reached; question++) {
      const one = await setup();
      reached = false;
      const within: (string | undefined)[] = [];
      const happens = async () => {
        reached = true;
        within.push(...(await Promise.all([late(other, one), later(other, one)])));
      };
      at = { question, happens };
      const answered = (await first(watched, one))!;
      at = undefined;
      for (const id of within) t.equal(id, answered, `before question ${question}`);
      await one.is(t, answered, `before question ${question}`);
    }
  });

  await t.test(
    'a read that began before a late attempt ends between its read and its decision',
    async (t) => {
      const one = await setup();
      /** A process that pauses before one of its queries until it is released. */
      const halting = async (isIt: (cql: string) => boolean) => {
        const there = Promise.withResolvers<void>();
        const goOn = Promise.withResolvers<void>();
        const halt = async (cql: string) => {
          if (!isIt(cql)) return;
          there.resolve();
          await goOn.promise;
        };
        const store = await process({
          ...db,
          get: (cql, ...values) => halt(cql).then(() => db.get(cql, ...values)),
          runIf: (asked) => halt(asked.cql).then(() => db.runIf(asked)),
          all: (cql, ...asked) => halt(cql).then(() => db.all(cql, ...asked)),
        });
        return { store, there: there.promise, goOn: goOn.resolve };
      };
      let asked = 0;
      const looking = await halting(() => asked++ === 1);
      const deciding = await halting((cql) => cql.startsWith('UPDATE :post_of_write'));
      const stored = await halting((cql) => cql.includes('FROM :post_of_write'));

      const looked = look(looking.store, one);
      await looking.there;
      const lateId = late(deciding.store, one);
      await deciding.there;
      const firstId = first(stored.store, one);
      await stored.there;
      looking.goOn();
      const found = await looked;
      deciding.goOn();
      const answered = (await lateId)!;
      stored.goOn();
      t.equal(await firstId, answered);
      if (found !== undefined) t.equal(found, answered);
      await one.is(t, answered, 'afterwards');
    },
  );

  for (const [what, dying] of [
    ['the first', first],
    ['one that comes late', late],
  ] as const) {
    await t.test(`${what} dies, and what it broke off is done after the next arrival`, async (t) => {
      let question = 0;
      for (let reached = true; reached; question++) {
        const one = await setup();
        reached = false;
        brokenOff = [];
        const happens = async () => {
          reached = true;
          throw new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
        };
        at = { question, happens };
        const ended = await dying(watched, one).then(
          () => undefined,
          (error: unknown) => error,
        );
        at = undefined;
        t.match(ended, reached ? domainErrorLike('DEPENDENCY_UNAVAILABLE') : undefined);
        const answered = (await later(other, one))!;
        for (const replay of brokenOff) await replay();
        await one.is(t, answered, `at question ${question}`);
      }
    });
  }
});
