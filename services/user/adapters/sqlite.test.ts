import { fromBinary } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { type OutboxRow, outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { userStoreConformance } from '../conformance.ts';
import { newAccount } from '../domain/account.ts';
import { newSession } from '../domain/session.ts';
import { userEventOf } from '../testing/user-events.ts';
import { userMigrations } from './migrations.ts';
import { sqliteUserStore } from './sqlite.ts';

function opened(t: Test) {
  const db = openDatabase({
    file: `${t.testdir()}/user.db`,
    migrations: [outboxMigration, ...userMigrations],
  });
  t.teardown(() => db.close());
  const outbox = sqliteOutbox(db);
  const seen: OutboxRow[] = [];
  const rows = async () => {
    const found = await outbox.next(1000, seen);
    seen.push(...found);
    return found;
  };
  return { store: sqliteUserStore(db, outbox), rows };
}

t.test('the SQLite store keeps the contract', (t) =>
  userStoreConformance(t, (t) => {
    const { store, rows } = opened(t);
    return { store, events: async () => (await rows()).map(({ value }) => userEventOf(value)) };
  }),
);

t.test('an event has its own id, the key of its user, and the time and request of its cause', async (t) => {
  const { store, rows } = opened(t);
  const timeMs = Date.UTC(2026, 0, 1);
  const session = (id: string) =>
    newSession({ id, userId: '11', deviceName: '', createdAtMs: timeMs, expiresAtMs: timeMs + 1 });
  await store.createAccount(
    newAccount({ id: '11', handle: 'Ada', displayName: '', email: '', region: '', createdAtMs: timeMs }),
    { hash: 'h', setBy: '11' },
    session('21'),
    { changeId: '11', requestId: 'req-1', timeMs },
  );
  await store.deactivate('11', timeMs, { changeId: '31', requestId: 'req-2', timeMs: timeMs + 5 });
  const found = await rows();
  t.strictSame(
    found.map(({ topic, key, eventId, timeMs: at }) => [topic, key, eventId, at - timeMs]),
    [
      ['user', '11', '11.created', 0],
      ['user', '11', '31.deactivated', 5],
      ['user', '11', '31.21', 5],
    ],
  );
  t.match(fromBinary(EventSchema, found[1]!.value), {
    eventId: '31.deactivated',
    actorId: '11',
    requestId: 'req-2',
    eventTime: { seconds: BigInt(timeMs / 1000), nanos: 5_000_000 },
  });
});
