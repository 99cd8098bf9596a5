import t, { type Test } from 'tap';
import { testClock } from '../clock.ts';
import { openDatabase } from '../sqlite/database.ts';
import { blockingLog } from '../sqlite/testing/held-log.ts';
import { settle, until } from '../testing/until.ts';
import { singleOwner } from './single-owner.ts';
import { leaseMigration, sqliteLeases } from './sqlite.ts';

function cluster(t: Test) {
  const clock = testClock();
  const db = openDatabase({
    file: `${t.testdir()}/leases.db`,
    migrations: [leaseMigration],
    openLog: blockingLog,
  });
  t.teardown(() => db.close());
  const leases = sqliteLeases(db, clock);
  const working = new Set<string>();
  const problems: string[] = [];
  const reachable = new Map<string, boolean>();
  const process = (owner: string) => {
    const store = {
      ...leases,
      renew: async (...call: Parameters<typeof leases.renew>) => {
        if (reachable.get(owner) === false) throw new Error('no store');
        return leases.renew(...call);
      },
    };
    const single = singleOwner({
      leases: store,
      clock,
      work: 'relay',
      owner,
      ttlMs: 6_000,
      async start() {
        if (working.size > 0) problems.push(`${owner} began beside ${[...working]}`);
        working.add(owner);
        return { stop: async () => void working.delete(owner) };
      },
    });
    t.teardown(() => single.stop());
    return single;
  };
  /** Advances time in small steps, with turns of the event loop in between. */
  const pass = async (ms: number) => {
    for (let step = 0; step < ms / 500; step++) {
      clock.advance(500);
      await settle(20);
    }
  };
  return { process, pass, working, problems, reachable };
}

t.test('one of several processes works; when it stops another one takes over', async (t) => {
  const { process, pass, working, problems } = cluster(t);
  const a = process('a');
  await until('a works', () => working.has('a'));
  process('b');
  await pass(20_000);
  t.same([...working], ['a']);
  t.ok(a.holds());
  await a.stop();
  t.same([...working], []);
  await pass(1_500);
  t.same([...working], ['b']);
  t.same(problems, []);
});

t.test('a holder that cannot renew its lease stops before it expires', async (t) => {
  const { process, pass, working, problems, reachable } = cluster(t);
  process('a');
  await until('a works', () => working.has('a'));
  process('b');
  reachable.set('a', false);
  await pass(5_000);
  t.notOk(working.has('a'));
  await pass(3_000);
  t.same([...working], ['b']);
  t.same(problems, []);
});
