import { join } from 'node:path';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import type { KeyRing } from '../../../platform/auth/keys.ts';
import { encodedCache } from '../../../platform/cache/encoded-cache.ts';
import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { redisCache } from '../../../platform/cache/redis.ts';
import { postgresOutbox, postgresOutboxMigration } from '../../../platform/events/outbox-postgres.ts';
import { postgresClaimMigration, postgresClaims } from '../../../platform/idempotency/postgres.ts';
import { memoryLimits } from '../../../platform/limits/memory.ts';
import type { LimitStore } from '../../../platform/limits/port.ts';
import { redisLimits } from '../../../platform/limits/redis.ts';
import { postgres } from '../../../platform/postgres/engine.ts';
import { redis } from '../../../platform/redis/engine.ts';
import { type DurableWrites, durableWrites, sqliteWrites } from '../../hosting/durable-writes.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import { settingsOf, type UserConfig } from '../config.ts';
import type { Card, UserStore } from '../ports.ts';
import { userMigrations } from './migrations.ts';
import { postgresUserMigrations } from './postgres/migrations.ts';
import { postgresUserStore } from './postgres/store.ts';
import { sqliteUserStore } from './sqlite.ts';

/** The engines of the service, in either profile. */
export interface UserEngines {
  readonly store: UserStore;
  readonly writes: DurableWrites;
  /** The keys that sign users' tokens. */
  readonly keys: KeyRing;
  readonly cards: Cache<Card>;
  readonly limits: LimitStore;
}

/** Columns of user.db with ids. */
const userIds = [
  ['account', 'id'],
  ['session', 'id'],
] as const;

/** A database file, keys in the folder `keys` of the data directory, and memory. */
export async function embedded(host: EmbeddedHost, config: UserConfig): Promise<UserEngines> {
  const settings = settingsOf(config);
  const { clock, dataDir } = host;
  const { db, outbox, writes } = sqliteWrites(host, 'user', {
    migrations: userMigrations,
    ids: userIds,
    idempotencyTtlMs: settings.idempotencyTtlMs,
  });
  return {
    store: sqliteUserStore(db, outbox),
    writes,
    keys: await openKeyDirectory({ directory: join(dataDir, 'keys'), clock }),
    cards: memoryCache<Card>({ clock, maxBytes: settings.cardCacheBytes }),
    limits: memoryLimits(clock),
  };
}

/** PostgreSQL, and Redis for limits and caches that all processes of the service share. */
export async function cluster(host: ClusterHost, config: UserConfig): Promise<UserEngines> {
  const { engine, idClock, log, shared } = host;
  const settings = settingsOf(config);
  const schemas = await engine(postgres);
  const client = await engine(redis);
  const db = await schemas.schema('skein_user', [
    postgresOutboxMigration,
    postgresClaimMigration,
    ...postgresUserMigrations,
  ]);
  const outbox = postgresOutbox(db);
  return {
    store: postgresUserStore(db, outbox),
    writes: durableWrites(host, 'user', {
      outbox,
      claims: postgresClaims(db, idClock, settings.idempotencyTtlMs),
    }),
    keys: shared.accessKeys(),
    cards: encodedCache<Card>(redisCache({ client, prefix: 'skein:card:' }), cardCode),
    limits: redisLimits({
      client,
      name: 'skein:limit',
      onError: (err) => log.warn({ err }, 'Redis fails: limits count for this process only'),
    }),
  };
}

/** One byte for whether the account is active, then the encoded skein.user.v1.User. The key is the id. */
const cardCode = {
  encode: ({ active, user }: Card) => Buffer.concat([Buffer.of(active ? 1 : 0), user]),
  decode: (bytes: Uint8Array, userId: string): Card => ({
    userId,
    active: bytes[0] === 1,
    user: bytes.subarray(1),
  }),
};
