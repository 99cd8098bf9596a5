import type pg from 'pg';
import t, { type Test } from 'tap';
import { testClock } from '../clock.ts';
import { settle } from '../testing/until.ts';
import type { PostgresNode } from './node.ts';
import type { Promotions } from './promotions.ts';
import { watchTopology } from './topology.ts';

/** A primary whose answers the test sets; it has no replicas. */
function server(address: string, is: { system: string; timeline: string }) {
  const state = { ...is, answers: true };
  const query = async (sql: string) => {
    if (!state.answers) throw new Error('connect ECONNREFUSED');
    return { rows: sql.includes('pg_control_system') ? [{ standby: false, ...state }] : [] };
  };
  const node: PostgresNode = {
    address,
    pool: { query } as unknown as pg.Pool,
    migrating: async () => {},
  };
  return { node, state };
}

/** The reports of all processes, in a store that they share. */
function shared() {
  const highest = new Map<string, number>();
  const promotions: Promotions = {
    async report(system, timeline) {
      const reported = Math.max(highest.get(system) ?? 0, timeline);
      highest.set(system, reported);
      return reported;
    },
  };
  return { highest, promotions };
}

function watched(t: Test, nodes: readonly PostgresNode[], promotions: Promotions) {
  const topology = watchTopology(nodes, promotions, testClock());
  t.teardown(() => topology.stop());
  return {
    ...topology,
    async isPrimary(node: PostgresNode) {
      await topology.look();
      return topology.isPrimary(node);
    },
  };
}

t.test(
  'a former primary is refused by a process that reaches no other, once any process has reported the failover',
  async (t) => {
    const { promotions } = shared();
    const former = server('former:5432', { system: '7', timeline: '00000001' });
    const promoted = server('promoted:5432', { system: '7', timeline: '0000000A' });
    const alone = watched(t, [former.node], promotions);
    t.equal(await alone.isPrimary(former.node), true, 'no other one is known');
    const other = watched(t, [former.node, promoted.node], promotions);
    t.equal(await other.isPrimary(promoted.node), true);
    t.equal(await alone.isPrimary(former.node), false);
    t.equal(alone.primary(), undefined);
    promoted.state.answers = false;
    t.equal(await other.isPrimary(former.node), false, 'not even while the present one does not answer');
  },
);

t.test(
  'a former primary serves again after all processes are stopped and the reports are cleared',
  async (t) => {
    const { highest, promotions } = shared();
    highest.set('7', 2);
    const former = server('former:5432', { system: '7', timeline: '00000001' });
    t.equal(await watched(t, [former.node], promotions).isPrimary(former.node), false);
    highest.clear();
    t.equal(await watched(t, [former.node], promotions).isPrimary(former.node), true);
  },
);

t.test('an answer in transit does not decide about later questions', async (t) => {
  const { node } = server('primary:5432', { system: '7', timeline: '00000001' });
  const answers = [1, 2].map(() => Promise.withResolvers<number>());
  let asked = 0;
  const topology = watched(t, [node], { report: () => answers[asked++]!.promise });
  await topology.look();
  t.equal(asked, 1);
  const isPrimary = topology.isPrimary(node);
  await settle();
  answers[1]!.resolve(2);
  answers[0]!.resolve(1);
  t.equal(await isPrimary, false);
});

t.test('a newly created database is accepted and reported as itself', async (t) => {
  const { highest, promotions } = shared();
  const primary = server('primary:5432', { system: '7', timeline: '00000002' });
  const before = watched(t, [primary.node], promotions);
  t.equal(await before.isPrimary(primary.node), true);
  Object.assign(primary.state, { system: '8', timeline: '00000001' });
  t.equal(await before.isPrimary(primary.node), true, 'by a process that knew the one before');
  t.strictSame(
    [...highest],
    [
      ['7', 2],
      ['8', 1],
    ],
  );
  t.equal(await watched(t, [primary.node], promotions).isPrimary(primary.node), true, 'and by others');
});
