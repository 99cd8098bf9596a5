import { join } from 'node:path';
import { accessTokenIssuer } from '../../platform/auth/access-tokens.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import type { KeyRing } from '../../platform/auth/keys.ts';
import { type Passwords, passwords } from '../../platform/auth/passwords.ts';
import { refreshTokens } from '../../platform/auth/refresh-tokens.ts';
import { memoryCache } from '../../platform/cache/memory.ts';
import { outboxMigration, sqliteOutbox } from '../../platform/events/outbox.ts';
import { startRelay } from '../../platform/events/relay.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { claimMigration, sqliteClaims } from '../../platform/idempotency/sqlite.ts';
import { sweepClaims } from '../../platform/idempotency/sweep.ts';
import { memoryRateLimiter } from '../../platform/limits/memory.ts';
import type { Allowance, RateLimiter } from '../../platform/limits/port.ts';
import { signInLimits } from '../../platform/limits/sign-in-limits.ts';
import { openDatabase } from '../../platform/sqlite/database.ts';
import type { Composed, Host } from '../host.ts';
import { cachedCards } from './adapters/cards.ts';
import { userMigrations } from './adapters/migrations.ts';
import { tellingSessionEnds } from './adapters/session-ends.ts';
import { sqliteUserStore } from './adapters/sqlite.ts';
import { loadUserSettings } from './config.ts';
import type { Card } from './ports.ts';
import { userBytes } from './rpc/encode.ts';
import type { UserRuntime } from './rpc/runtime.ts';
import { userServices } from './rpc/services.ts';
import { tokenPairs } from './rpc/tokens.ts';
import { startSweep } from './sweeps/sweep.ts';

/** What a test, or a host that has it already, puts in place of what is made here. */
export interface UserOverrides {
  /** The keys that access tokens are signed with; else those in the folder `keys` of the data. */
  keys?: KeyRing;
  passwords?: Passwords;
  rateLimiter?: (name: string, allowance: Allowance) => RateLimiter;
  /** Put around the store of claims, for tests of what a crash leaves. */
  claims?: (own: ClaimStore) => ClaimStore;
}

/** The user service over its own database file. */
export async function compose(host: Host, overrides: UserOverrides = {}): Promise<Composed> {
  if (host.profile !== 'embedded')
    throw new Error(`the user service has no store for the profile ${host.profile}`);
  const { clock, ids, closers, pageTokens, dataDir, log, metrics } = host;
  const settings = loadUserSettings(host.env);

  const db = openDatabase({
    file: join(dataDir, 'user.db'),
    migrations: [outboxMigration, claimMigration, ...userMigrations],
  });
  closers.add({ name: 'user.db', close: () => db.close() });
  metrics.watchDatabase('user', db.figures);
  const outbox = sqliteOutbox(db);
  const keys = overrides.keys ?? (await openKeyDirectory({ directory: join(dataDir, 'keys'), clock }));
  const { cards, store } = cachedCards({
    store: tellingSessionEnds(sqliteUserStore(db, outbox), host.sessionEnded),
    cache: memoryCache<Card>({ clock, maxEntries: settings.cardCacheEntries }),
    ttlMs: settings.cardCacheTtlMs,
    encode: userBytes,
    onError: (error) => log.warn({ err: error }, 'the cache of profiles failed'),
  });
  const ownClaims = sqliteClaims(db, clock, settings.idempotencyTtlMs);
  const claims = overrides.claims?.(ownClaims) ?? ownClaims;
  const refresh = refreshTokens(host.secret('refresh-tokens'));
  const runtime: UserRuntime = {
    store,
    cards,
    claims,
    claimKey: host.secret('request-claims'),
    ids,
    clock,
    passwords: overrides.passwords ?? passwords(),
    tokens: tokenPairs(accessTokenIssuer({ ring: keys, clock, ttlMs: settings.accessTokenTtlMs }), refresh),
    refreshTokens: refresh,
    signingKeys: keys,
    limits: signInLimits({
      settings,
      limiter: overrides.rateLimiter ?? ((_name, allowance) => memoryRateLimiter(allowance)),
    }),
    pageTokens,
    settings,
  };

  return {
    hosted: userServices(runtime),
    async start() {
      const relay = startRelay({
        outbox,
        bus: host.bus,
        timers: clock,
        onError: (error) => log.error({ err: error }, 'events of the user service could not be published'),
      });
      closers.add({ name: 'user relay', close: () => relay.stop() });
      closers.add({
        name: 'user claims sweep',
        close: sweepClaims(claims, clock, (error) => log.error({ err: error }, 'the sweep of claims failed')),
      });
      const sweep = startSweep({
        store,
        clock,
        everyMs: settings.sweepEveryMs,
        batch: settings.sweepBatch,
        onError: (error) => log.error({ err: error }, 'the sweep of accounts failed'),
      });
      closers.add({ name: 'user sweep', close: () => sweep.stop() });
    },
  };
}
