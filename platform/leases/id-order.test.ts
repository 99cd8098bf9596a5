import fc from 'fast-check';
import t from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import { timeOf } from '../ids.ts';
import { openDatabase } from '../sqlite/database.ts';
import { blockingLog } from '../sqlite/testing/held-log.ts';
import { settle } from '../testing/until.ts';
import { type LeasedIds, leasedIds } from './leased-ids.ts';
import type { LeaseStore } from './port.ts';
import { leaseMigration, sqliteLeases } from './sqlite.ts';

// Ids rise across every restart and every clock step, and are always available: random lives of processes.

const skewMs = 500;
const HOUR = 3_600_000;
const step = fc.oneof(fc.integer({ min: -6_000, max: 6_000 }), fc.integer({ min: -2 * HOUR, max: 2 * HOUR }));

const dir = t.testdir();
let runs = 0;

/** A lease store and the processes that use it. A crashed process no longer reaches the store. */
function world(clock: TestClock, storeClock?: TestClock) {
  const run = runs++;
  const db = openDatabase({ file: `${dir}/${run}.db`, migrations: [leaseMigration], openLog: blockingLog });
  const leases = sqliteLeases(db, storeClock ?? clock);
  const reference = storeClock && { nowMs: () => storeClock.nowMs() };
  const lives: { ids: LeasedIds; crash(): void }[] = [];
  return {
    async start() {
      let crashed = false;
      const gone = () => Promise.reject(new Error('crashed'));
      const own: LeaseStore = {
        async take(wanted) {
          if (crashed) return gone();
          const taken = await leases.take(wanted);
          return taken && { ...taken, ...(reference && { nowMs: reference.nowMs() }) };
        },
        async renew(lease, change) {
          if (crashed) return gone();
          const news = await leases.renew(lease, change);
          return news && { ...news, ...(reference && { nowMs: reference.nowMs() }) };
        },
        release: async (lease, change) => (crashed ? undefined : leases.release(lease, change)),
      };
      const owner = `${run}-${lives.length}`;
      const ids = await leasedIds({ leases: own, clock, owner, allowedSkewMs: skewMs });
      const life = {
        ids,
        crash() {
          crashed = true;
        },
      };
      lives.push(life);
      return life;
    },
    async close() {
      for (const { ids } of lives) await ids.close();
      await db.close();
    },
  };
}

t.test('one process at a time: each id is above all stored ones, and none is refused', async () => {
  const event = fc.oneof(
    fc.record({ what: fc.constant('issue' as const), stored: fc.boolean() }),
    fc.record({ what: fc.constantFrom('keep' as const, 'end' as const, 'crash' as const) }),
    fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
    fc.record({ what: fc.constant('step' as const), ms: step }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 25 }), async (events) => {
      const clock = testClock();
      const { start, close } = world(clock);
      let life = await start();
      const issued = new Set<string>();
      let [stored, last, keptMs] = ['', '', 0];
      try {
        for (const each of events) {
          if (each.what === 'pass') clock.advance(each.ms);
          else if (each.what === 'step') clock.step(clock.nowMs() + each.ms);
          else if (each.what === 'keep') {
            const askedMs = life.ids.nowMs();
            keptMs = await life.ids.keep(askedMs);
            if (keptMs < askedMs) return false;
          } else if (each.what === 'issue') {
            await life.ids.inStep();
            const id = life.ids.next();
            if (id <= last || id <= stored || timeOf(id) < keptMs || issued.has(id)) return false;
            issued.add(id);
            last = id;
            if (each.stored) stored = id;
          } else {
            if (each.what === 'end') await life.ids.close();
            else life.crash();
            // A clean stop stores how far ids had come, including ids that were not stored.
            if (each.what === 'crash') last = '';
            life = await start();
            life.ids.above(stored);
          }
          await settle();
        }
        return true;
      } finally {
        await close();
      }
    }),
    { numRuns: 40 },
  );
});

/** The floor of streams, computed as the timeline service does: each process reports how far its ids have come. */
const lookOf = async (lives: readonly { ids: LeasedIds }[]): Promise<number> => {
  const each = lives.map(async ({ ids }) => {
    const nowMs = ids.nowMs();
    return Math.min(nowMs, (await ids.keep(nowMs - skewMs)) + skewMs);
  });
  return Math.min(...(await Promise.all(each))) - skewMs;
};

/** The store's clock has stepped back, so the first id of a process is the allowed skew above the highest mark. */
const allCrashAfterTheFirstId = [
  { what: 'store', ms: -1482 },
  { what: 'end', of: 0 },
  { what: 'issue', of: 0 },
  { what: 'store', ms: -17 },
  { what: 'crash of all', of: 0 },
  { what: 'issue', of: 1 },
] as const;

t.test(
  'several processes: ids are above the floors of streams and above ids issued before a start',
  async () => {
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.record({ what: fc.constant('issue' as const), of: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('look' as const) }) },
      {
        weight: 4,
        arbitrary: fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('own clock' as const), ms: step }) },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('store' as const), ms: step }) },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constantFrom('end' as const, 'crash' as const, 'crash of all' as const),
          of: fc.nat(2),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
        const [clock, storeClock] = [testClock(), testClock()];
        const { start, close } = world(clock, storeClock);
        let [highestMs, passedMs] = [0, 0];
        /**
         * After a step of the store's clock, processes learn of it one after the other. Until all follow it, they may be apart by more
         * than the allowed skew.
         */
        let inStep = true;
        const issued = new Set<string>();
        const pass = async (ms: number) => {
          for (let left = ms; left > 0; left -= 100) {
            storeClock.advance(Math.min(100, left));
            clock.advance(Math.min(100, left));
            await settle(3);
          }
        };
        const begin = async () => {
          const [life, aboveMs] = [await start(), highestMs];
          // The longest wait before it issues ids.
          await pass(skewMs);
          return { ...life, aboveMs };
        };
        const lives = [await begin(), await begin(), await begin()];
        try {
          for (const each of events) {
            if (each.what === 'pass') await pass(each.ms);
            else if (each.what === 'own clock') clock.step(clock.nowMs() + each.ms);
            else if (each.what === 'look') passedMs = Math.max(passedMs, await lookOf(lives));
            else if (each.what === 'store') {
              inStep &&= each.ms === 0;
              storeClock.step(storeClock.nowMs() + each.ms);
            } else if (each.what === 'issue') {
              const { ids, aboveMs } = lives[each.of]!;
              await ids.inStep();
              const id = ids.next();
              const atMs = timeOf(id);
              if (issued.has(id) || atMs <= aboveMs || atMs < passedMs) return false;
              if (inStep && atMs < highestMs - skewMs) return false;
              issued.add(id);
              highestMs = Math.max(highestMs, atMs);
            } else if (each.what === 'crash of all') {
              for (const life of lives) life.crash();
              for (const at of lives.keys()) lives[at] = await begin();
            } else {
              if (each.what === 'end') await lives[each.of]!.ids.close();
              else lives[each.of]!.crash();
              lives[each.of] = await begin();
            }
            await settle();
          }
          return true;
        } finally {
          await close();
        }
      }),
      { numRuns: 40, examples: [[[...allCrashAfterTheFirstId]]] },
    );
  },
);
