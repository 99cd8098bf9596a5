// Engines: cassandra redis
import t from 'tap';
import { systemClock, testClock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { idAtTime } from '../../platform/ids.ts';
import { redisClient } from '../../platform/redis/client.ts';
import { processIds } from '../../platform/testing/process-ids.ts';
import { until } from '../../platform/testing/until.ts';
import {
  cassandraInboxMigrations,
  cassandraInboxRows,
} from '../../services/notification/adapters/cassandra.ts';
import { redisHints } from '../../services/notification/adapters/redis-hints.ts';
import { commits } from '../../services/notification/app/commits.ts';
import { inbox } from '../../services/notification/app/inbox.ts';
import { inboxConformance } from '../../services/notification/conformance.ts';
import { inFlightIds } from '../../services/notification/domain/in-flight-ids.ts';
import { testKeyspace } from './cassandra.ts';
import { redisOfTests } from './redis.ts';

t.test('the inbox in Cassandra', async (t) => {
  const { db, empty } = await testKeyspace(t, cassandraInboxMigrations);
  inboxConformance(
    t,
    async (_, clock) => {
      await empty();
      return cassandraInboxRows(db, clock);
    },
    { expiry: 'rows end by their TTL, whose clock is the engine’s' },
  );

  t.test('rows and their revision have the TTL of their expiry; rows without one stay', async (t) => {
    await empty();
    const clock = testClock();
    const rows = cassandraInboxRows(db, clock);
    const expiresMs = clock.nowMs() + 3_600_000;
    await rows.commit('p', 0, [{ key: 'a', value: 'a', expiresMs }]);
    await rows.commit('q', 0, [
      { key: 'a', value: 'a', expiresMs },
      { key: 'b', value: 'b' },
    ]);
    const ttls = await db.all<{ part: string; key: string; row: number | null; part_ttl: number | null }>(
      'SELECT part, key, ttl(value) AS row, ttl(revision) AS part_ttl FROM :inbox',
      [],
    );
    const isHour = (ttl: number | null) => ttl !== null && ttl > 3_500 && ttl <= 3_600;
    t.strictSame(
      ttls
        .map(({ part, key, row, part_ttl }) => [part, key, isHour(row), isHour(part_ttl)])
        .sort((a, b) => String(a).localeCompare(String(b))),
      [
        ['p', 'a', true, true],
        ['q', 'a', true, false],
        ['q', 'b', false, false],
      ],
    );
  });

  t.test('a commit without an answer is looked up', async (t) => {
    const lost = new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
    const rows = cassandraInboxRows(db, systemClock);
    const others = async (count: number) => {
      for (let n = 0; n < count; n++) await rows.commit('p', await rows.revision('p'), [put('x', 'other')]);
    };
    /** Commits are made or not, `count` others follow, and the answer is lost. */
    const losing = (isMade: boolean, count: number) =>
      cassandraInboxRows(
        {
          ...db,
          async batchIf(statements) {
            if (isMade) await db.batchIf(statements);
            await others(count);
            throw lost;
          },
        },
        systemClock,
      );
    const put = (key: string, value: string) => ({ key, value });
    for (const { isMade, count, expected } of [
      { isMade: true, count: 0, expected: true },
      { isMade: true, count: 15, expected: true },
      { isMade: false, count: 0, expected: false },
      { isMade: false, count: 16, expected: false },
    ]) {
      await empty();
      await others(3);
      const name = `${isMade ? 'made' : 'not made'}, ${count} others`;
      t.equal(await losing(isMade, count).commit('p', 3, [put('a', 'own')]), expected, name);
      t.equal((await rows.get('p', ['a'])).get('a'), isMade ? 'own' : undefined, name);
    }
    for (const [isMade, count] of [
      [true, 16],
      [false, 17],
    ] as const) {
      await empty();
      await others(3);
      await t.rejects(
        losing(isMade, count).commit('p', 3, [put('a', 'own')]),
        lost,
        'too many others to tell',
      );
    }
  });

  t.test('two processes that notify one reader at the same time count every deed once', async (t) => {
    await empty();
    const rows = cassandraInboxRows(db, systemClock);
    const nowMs = systemClock.nowMs;
    const box = (node: number) => {
      const { next } = processIds(systemClock);
      // The first node id of each process differs in its bits.
      const ids = inFlightIds({
        next: () => String(BigInt(next()) | (BigInt(node) << 12n)),
        nowMs,
        idAtTime,
        othersMs: 0,
      });
      return inbox({
        rows,
        commits: commits({ rows, ids, nowMs }),
        hints: { send() {} },
        nowMs,
        ttlMs: 86_400_000,
      });
    };
    const boxes = [box(1), box(2)];
    const deeds = Array.from({ length: 30 }, (_, n) => ({
      readerId: 'ada',
      actorId: `a${n}`,
      kind: 'like' as const,
      postId: 'post',
      key: `a${n}`,
      version: String(n).padStart(19, '0'),
      timeMs: nowMs(),
    }));
    // Each deed comes to both, as after a rebalance.
    await Promise.all(deeds.flatMap((deed) => boxes.map((each) => each.add(deed))));
    const part = `ada/${new Date().toISOString().slice(0, 7)}`;
    const all = (from: string, below: string) => rows.newest(part, { from, below, limit: 100 });
    t.equal((await all('m|', 'm}')).length, 30);
    const listed = await all('r|', 'r}');
    t.equal(listed.length, 1);
    t.match(JSON.parse((await all('f|', 'f}'))[0]!.value), { count: 30, removed: 0 });
  });
});

t.test('a hint reaches every process that is connected', async (t) => {
  const clients = [redisClient(redisOfTests()), redisClient(redisOfTests())];
  t.teardown(() => {
    for (const client of clients) client.disconnect();
  });
  const received: string[][] = [[], []];
  const channels = clients.map((client) => redisHints(client, (error) => t.fail(String(error))));
  for (const [i, channel] of channels.entries())
    await channel.listen((readerId) => received[i]!.push(readerId));
  channels[0]!.send('ada');
  channels[1]!.send('bob');
  await until('both hints', () => received.every((readerIds) => readerIds.length === 2));
  t.strictSame(
    received.map((readerIds) => readerIds.toSorted()),
    [
      ['ada', 'bob'],
      ['ada', 'bob'],
    ],
  );
});
