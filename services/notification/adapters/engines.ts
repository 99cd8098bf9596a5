import { cassandra } from '../../../platform/cassandra/engine.ts';
import { cassandraClaimMigration, cassandraClaims } from '../../../platform/idempotency/cassandra.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { claimMigration, sqliteClaims } from '../../../platform/idempotency/sqlite.ts';
import { redis } from '../../../platform/redis/engine.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import type { NotificationConfig } from '../config.ts';
import type { HintChannel, InboxRows, RowSweep } from '../ports.ts';
import { cassandraInboxMigrations, cassandraInboxRows } from './cassandra.ts';
import { redisHints } from './redis-hints.ts';
import { inboxMigrations, newestChangeId, sqliteInboxRows } from './sqlite.ts';

/** The engines of the service, in either profile. */
export interface NotificationEngines {
  readonly rows: InboxRows;
  readonly claims: ClaimStore;
  /** Absent where rows end by themselves. */
  readonly sweep?: RowSweep;
  readonly hints: HintChannel;
  /** The clock of ids. */
  readonly nowMs: () => number;
  /** How long a commit of another process may take after its id; milliseconds. */
  readonly othersCommitMs: number;
}

/** A database file. This process is the only one. */
export function embedded(host: EmbeddedHost, { product }: NotificationConfig): NotificationEngines {
  const { idClock } = host;
  const db = host.database('notification', [...inboxMigrations, claimMigration]);
  host.ids.above(newestChangeId(db));
  const rows = sqliteInboxRows(db, idClock);
  let wake = (_readerId: string) => {};
  return {
    rows,
    sweep: rows,
    claims: sqliteClaims(db, idClock, product.idempotencyTtlMs),
    hints: {
      send: (readerId) => wake(readerId),
      async listen(listener) {
        wake = listener;
      },
    },
    nowMs: idClock.nowMs,
    othersCommitMs: 0,
  };
}

/** Longer than a statement of Cassandra may take, with the reads before it. */
const commitMs = 5_000;

/** Cassandra, and Redis for hints between processes. */
export async function cluster(
  host: ClusterHost,
  { product }: NotificationConfig,
): Promise<NotificationEngines> {
  const { engine, idClock, log } = host;
  const db = await (await engine(cassandra)).keyspace('notification', [
    cassandraClaimMigration,
    ...cassandraInboxMigrations,
  ]);
  return {
    rows: cassandraInboxRows(db, idClock),
    claims: cassandraClaims(db, idClock, product.idempotencyTtlMs),
    hints: redisHints(await engine(redis), (err) => log.warn({ err }, 'hints of notifications')),
    nowMs: idClock.nowMs,
    othersCommitMs: commitMs + product.clockSkewMs,
  };
}
