import t, { type Test } from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { userMigrations } from '../adapters/migrations.ts';
import { sqliteUserStore } from '../adapters/sqlite.ts';
import { newAccount } from '../domain/account.ts';
import { newSession } from '../domain/session.ts';
import { accountSweep } from './account-sweep.ts';

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

const { signal } = new AbortController();

t.test('a sweep purges all accounts past their deadline, in bounded transactions', async (t) => {
  const { clock, db, store, left } = await deactivatedPeople(t, 5);
  const sweep = accountSweep({ store, clock, batch: 2 });
  clock.advance(HOUR - 1);
  await sweep(signal);
  t.equal(await left(), 5, 'no account is due yet');
  const { commits } = db.figures();
  clock.advance(1);
  await sweep(signal);
  t.equal(await left(), 0);
  t.ok(db.figures().commits - commits >= 3, 'two at a time');
});

t.test('an aborted sweep begins no further transaction; the next sweep continues', async (t) => {
  const { clock, store, left } = await deactivatedPeople(t, 3);
  clock.advance(HOUR);
  const stop = new AbortController();
  const purgeAccounts = async (timeMs: number, limit: number) => {
    const purged = await store.purgeAccounts(timeMs, limit);
    stop.abort();
    return purged;
  };
  const sweep = accountSweep({ store: { ...store, purgeAccounts }, clock, batch: 1 });
  await sweep(stop.signal);
  t.equal(await left(), 2, 'the running transaction was the last');
  await accountSweep({ store, clock, batch: 1 })(signal);
  t.equal(await left(), 0);
});
