import { DatabaseSync } from 'node:sqlite';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../clock.ts';
import { until } from '../testing/until.ts';
import { gatheringSchedule } from './commit-schedule.ts';
import { openDatabase } from './database.ts';
import { codes, failing } from './testing/failing-connections.ts';
import { heldLog } from './testing/held-log.ts';

const gatherMs = 1;
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('write' as const) },
    { weight: 2, arbitrary: fc.constant('endOfTurn' as const) },
    { weight: 2, arbitrary: fc.constant('synced' as const) },
    { weight: 1, arbitrary: fc.constantFrom('throw', 'wait', 'recover', 'unsynced') },
    {
      weight: 1,
      arbitrary: fc.record({
        statement: fc.constantFrom('COMMIT', 'INSERT', 'SAVEPOINT', 'RELEASE', 'BEGIN'),
        code: fc.constantFrom(codes.fsync, codes.full, codes.busy),
      }),
    },
  ),
  { maxLength: 25 },
);

t.test('in any order of writes and faults, exactly the committed writes are acknowledged', async (t) => {
  let runs = 0;
  const folder = t.testdir();
  const scenario = fc.asyncProperty(steps, fc.boolean(), async (todo, closesEarly) => {
    const file = `${folder}/${runs++}.db`;
    const clock = testClock();
    const fails = new Map<string, number>();
    const log = heldLog();
    let refused = false;
    const db = openDatabase({
      file,
      migrations: [{ name: 'keys', sql: 'CREATE TABLE held (key TEXT PRIMARY KEY) STRICT' }],
      schedule: gatheringSchedule(clock, gatherMs),
      connect: failing({ fails }),
      openLog: log.open,
      reopenMs: 1,
      onWrites: (failure) => (refused = failure !== undefined),
    });
    const other = new DatabaseSync(file);
    const rows = () =>
      other
        .prepare('SELECT key FROM held ORDER BY key')
        .all()
        .map(({ key }) => String(key));
    const acknowledged: string[] = [];
    const pending = new Set<string>();
    /** Rejected because of a failed sync: in the file or not. */
    const uncertain = new Set<string>();
    const write = (key: string, throws: boolean) => {
      pending.add(key);
      const done = db.write((tx) => {
        tx.run('INSERT INTO held VALUES (?)', key);
        if (throws) throw new Error('refused');
      });
      const settled = done.then(
        () => rows().includes(key) && !throws && acknowledged.push(key) > 0,
        () => true,
      );
      return settled.then((isRight) => {
        pending.delete(key);
        if (!isRight) throw new Error(`${key} was acknowledged, and is not committed`);
      });
    };
    const writes: Promise<void>[] = [];
    for (const [at, step] of todo.entries()) {
      if (step === 'write' || step === 'throw')
        writes.push(write(String(at).padStart(2, '0'), step === 'throw'));
      else if (step === 'endOfTurn') await endOfTurn();
      else if (step === 'wait') clock.advance(gatherMs);
      else if (step === 'recover') {
        fails.clear();
        const accepted = () => {
          log.release();
          return !refused;
        };
        await until('writes are accepted', accepted, 60_000);
      } else if (step === 'synced') log.release();
      else if (step === 'unsynced') {
        if (log.waiting() > 0) for (const key of pending) uncertain.add(key);
        log.fail();
      } else fails.set((step as { statement: string }).statement, (step as { code: number }).code);
    }
    if (!closesEarly) {
      clock.advance(gatherMs);
      await endOfTurn();
      await until('no write waits for nothing', () => {
        log.release();
        return pending.size === 0;
      });
    }
    log.releaseAll();
    await db.close();
    await Promise.all(writes);
    const held = rows();
    other.close();
    const certain = held.filter((key) => acknowledged.includes(key) || !uncertain.has(key));
    if (certain.join() !== acknowledged.toSorted().join())
      throw new Error(`acknowledged ${acknowledged}, but there is ${held}`);
  });
  await t.resolves(fc.assert(scenario, { numRuns: 60 }));
});
