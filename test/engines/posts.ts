import { randomUUID } from 'node:crypto';
import type { Test } from 'tap';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import { systemClock } from '../../platform/clock.ts';
import { cassandraOutbox } from '../../platform/events/outbox-cassandra.ts';
import { cassandraPostStore } from '../../services/post/adapters/cassandra/store.ts';
import { postEvents } from '../../services/post/adapters/post-events.ts';

/**
 * The store of one process of the post service.
 *
 * @param on what it queries instead of the keyspace; the outbox uses it only for writes with posts, because it polls by
 *   itself
 */
export async function postProcess(
  t: Test,
  db: Cassandra,
  {
    on = db,
    purging = async () => {},
  }: { on?: Cassandra | undefined; purging?: (ids: readonly string[]) => Promise<void> } = {},
) {
  const { batch } = on;
  const outbox = await cassandraOutbox({ ...db, batch }, { owner: randomUUID(), clock: systemClock });
  t.teardown(() => outbox.close());
  const events = postEvents({ newEventId: randomUUID, nowMs: Date.now });
  return cassandraPostStore({ db: on, outbox, events, newRemovalId: randomUUID, purging });
}
