import t, { type Test } from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { settle, until } from '../../../platform/testing/until.ts';
import { userMigrations } from '../adapters/migrations.ts';
import { sqliteUserStore } from '../adapters/sqlite.ts';
import { newAccount } from '../domain/account.ts';
import { newSession } from '../domain/session.ts';
import { startSweep } from './sweep.ts';

const HOUR = 3_600_000;

/** A store with `count` accounts that can be restored for an hour. */
async function deactivatedPeople(t: Test, count: number) {
  const clock = testClock();
  const db = openDatabase({
    file: `${t.testdir()}/user.db`,
    migrations: [outboxMigration, ...userMigrations],
  });
  t.teardown(() => db.close());
  const store = sqliteUserStore(db, sqliteOutbox(db));
  const timeMs = clock.nowMs();
  const ids = Array.from({ length: count }, (_, i) => `${100 + i}`);
  for (const id of ids) {
    await store.createAccount(
      newAccount({ id, handle: `u${id}`, displayName: '', email: '', region: '', createdAtMs: timeMs }),
      { hash: '', setBy: id },
      newSession({
        id: `${id}-s`,
        userId: id,
        deviceName: '',
        createdAtMs: timeMs,
        expiresAtMs: timeMs + HOUR,
      }),
      { changeId: id, requestId: '', timeMs },
    );
    await store.deactivate(id, timeMs + HOUR, { changeId: `${id}-d`, requestId: '', timeMs });
  }
  const left = async () => (await store.accounts(ids)).length;
  return { clock, db, store, left };
}

t.test('a sweep purges everybody who is due, in bounded transactions, and comes again', async (t) => {
  const { clock, db, store, left } = await deactivatedPeople(t, 5);
  const sweep = startSweep({ store, clock, everyMs: HOUR / 2, batch: 2 });
  await until('the sweep rests', () => clock.pending() === 1);
  t.equal(await left(), 5, 'nobody is due yet');
  const { commits } = db.figures();
  clock.advance(HOUR / 2);
  await until('the sweep rests', () => clock.pending() === 1);
  t.equal(await left(), 5);
  clock.advance(HOUR / 2);
  await until('everybody is purged', async () => (await left()) === 0);
  await until('the sweep rests', () => clock.pending() === 1);
  t.ok(db.figures().commits - commits >= 3, 'two at a time');
  await sweep.stop();
  t.equal(clock.pending(), 0, 'it stopped');
});

t.test('a round that fails is told of and tried again; a stopped sweep begins no transaction', async (t) => {
  const { clock, store, left } = await deactivatedPeople(t, 3);
  clock.advance(HOUR);
  const errors: unknown[] = [];
  let broken = true;
  const purgeAccounts = async (timeMs: number, limit: number) => {
    if (broken) throw new Error('the disk is full');
    const purged = await store.purgeAccounts(timeMs, limit);
    void sweep.stop();
    return purged;
  };
  const sweep = startSweep({
    store: { ...store, purgeAccounts },
    clock,
    everyMs: HOUR,
    batch: 1,
    onError: (error) => errors.push(error),
  });
  await until('the failure is told', () => errors.length === 1);
  await until('the sweep rests', () => clock.pending() === 1);
  t.equal(await left(), 3);
  broken = false;
  clock.advance(HOUR);
  await until('one is purged', async () => (await left()) === 2);
  await sweep.stop();
  await settle();
  t.equal(await left(), 2, 'the transaction under way was the last');
});
