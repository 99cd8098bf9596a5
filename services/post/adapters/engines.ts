import { type Outbox, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { cassandraOutbox, cassandraOutboxMigration } from '../../../platform/events/outbox-cassandra.ts';
import { cassandraClaimMigration, cassandraClaims } from '../../../platform/idempotency/cassandra.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { sqliteClaims } from '../../../platform/idempotency/sqlite.ts';
import { greatestId } from '../../../platform/sqlite/greatest-id.ts';
import type { Host, SharedEngines } from '../../hosting/host.ts';
import type { PostStore, Recounts } from '../ports.ts';
import { announcements } from './announcements.ts';
import { cassandraPostMigrations } from './cassandra/migrations.ts';
import { cassandraPostStore } from './cassandra/store.ts';
import { migrations } from './migrations.ts';
import { postEvents } from './post-events.ts';
import { sqlitePostStore } from './sqlite.ts';

/** What the service stands on, in either profile. */
export interface PostEngines {
  readonly store: PostStore;
  readonly outbox: Outbox;
  readonly claims: ClaimStore;
  /** Where counts do not change in the same transaction as what they count. */
  readonly recounts?: Recounts;
}

export interface PostEngineOptions {
  readonly claimLifeMs: number;
  /** Of how many posts the embedded store keeps the state in memory. */
  readonly stateBytes: number;
}

/** Where post.db has ids, the greatest of which is cheap to find. */
const postIds = [
  ['post', 'id'],
  ['author_head', 'last_entry_id'],
  ['outbox', 'event_id'],
] as const;

/** A database file. */
export function embeddedEngines(host: Host, { claimLifeMs, stateBytes }: PostEngineOptions): PostEngines {
  const { idClock, ids } = host;
  const db = host.database('post', migrations);
  const outbox = sqliteOutbox(db);
  ids.above(greatestId(db, postIds));
  const events = { newEventId: ids.next, nowMs: ids.nowMs };
  const store = sqlitePostStore({
    db,
    announcements: announcements({ add: outbox.append, ...events }),
    newRemovalId: ids.next,
    stateBytes,
  });
  return { store, outbox, claims: sqliteClaims(db, idClock, claimLifeMs) };
}

/** Cassandra, for all processes of the service. */
export async function sharedEngines(
  host: Host,
  shared: SharedEngines,
  { claimLifeMs }: PostEngineOptions,
): Promise<PostEngines> {
  const { closers, idClock, ids, log } = host;
  const db = await shared.cassandra('post', [
    cassandraOutboxMigration,
    cassandraClaimMigration,
    ...cassandraPostMigrations,
  ]);
  const onError = (err: unknown) => log.warn({ err }, "the post service's outbox");
  const outbox = await cassandraOutbox(db, { owner: shared.owner, clock: idClock, onError });
  closers.add({ name: 'outbox of posts', close: () => outbox.close() });
  const store = cassandraPostStore({
    db,
    outbox,
    events: postEvents({ newEventId: ids.next, nowMs: ids.nowMs }),
    newRemovalId: ids.next,
  });
  return { store, outbox, claims: cassandraClaims(db, idClock, claimLifeMs), recounts: store };
}
