import { accessTokenIssuer } from '../../platform/auth/access-tokens.ts';
import { deviceTokens } from '../../platform/auth/device-tokens.ts';
import type { KeyRing } from '../../platform/auth/keys.ts';
import { type Passwords, passwords } from '../../platform/auth/passwords.ts';
import { refreshTokens } from '../../platform/auth/refresh-tokens.ts';
import type { Cache } from '../../platform/cache/port.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { schedule } from '../hosting/schedule.ts';
import { commonPasswords } from './adapters/common-passwords.ts';
import type { UserEngines } from './adapters/engines.ts';
import type { AppContext } from './app/context.ts';
import { signInLimits } from './app/sign-in-limits.ts';
import { tokenPairs } from './app/tokens.ts';
import { useCases } from './app/use-cases.ts';
import { settingsOf, type UserConfig } from './config.ts';
import { cachedCards } from './decorators/cached-cards.ts';
import { notifyingStore } from './decorators/notifying-store.ts';
import { lastSeen } from './domain/last-seen.ts';
import type { Card } from './ports.ts';
import type { RpcContext } from './rpc/context.ts';
import { userBytes } from './rpc/encode.ts';
import { userServices } from './rpc/services.ts';
import { accountSweep } from './sweeps/account-sweep.ts';

/** Replacements by a test, or by a host that has them already. */
export interface UserOverrides {
  /** The keys that sign access tokens. Default: those in the folder `keys` of the data directory. */
  keys?: KeyRing;
  passwords?: Passwords;
  aroundCards?: (cards: Cache<Card>) => Cache<Card>;
  /** Wraps the claims, so that tests can make them fail. */
  aroundClaims?: (claims: ClaimStore) => ClaimStore;
}

/** The user service. */
export function compose(
  host: Host,
  engines: UserEngines,
  config: UserConfig,
  overrides: UserOverrides = {},
): Composed {
  const { clock, ids, closers, pageTokens, log } = host;
  const settings = settingsOf(config);
  const keys = overrides.keys ?? engines.keys;
  const { cards, store } = cachedCards({
    store: notifyingStore(engines.store, host),
    cache: overrides.aroundCards?.(engines.cards) ?? engines.cards,
    ttlMs: settings.cardCacheTtlMs,
    encode: userBytes,
    onError: (error) => log.warn({ err: error }, 'the cache of profiles failed'),
  });
  const claims = overrides.aroundClaims?.(engines.writes.claims) ?? engines.writes.claims;
  const seen = lastSeen({
    store,
    clock: host.idClock,
    onError: (error) => log.warn({ err: error }, 'last_seen was not written'),
  });
  closers.add({ name: 'last seen', close: () => seen.stop() });
  const refresh = refreshTokens(host.secret('refresh-tokens'));
  const app: AppContext = {
    store,
    cards,
    ids,
    clock: host.idClock,
    passwords: overrides.passwords ?? passwords(),
    commonPasswords: commonPasswords(),
    tokens: tokenPairs(accessTokenIssuer({ ring: keys, clock, ttlMs: settings.accessTokenTtlMs }), refresh),
    refreshTokens: refresh,
    deviceTokens: deviceTokens(host.secret('device-tokens')),
    signingKeys: keys,
    limits: signInLimits({ settings, store: engines.limits }),
    lastSeen: seen,
    settings,
    log,
  };
  const rpc: RpcContext = {
    app: useCases(app),
    claims,
    claimKey: host.secret('request-claims'),
    ids,
    pageTokens,
  };

  return {
    hosted: userServices(rpc),
    async start() {
      engines.writes.start();
      schedule(host, {
        name: 'user accounts',
        first: 'now',
        everyMs: settings.sweepEveryMs,
        work: accountSweep({ store, clock: host.idClock, batch: settings.sweepBatch }),
      });
    },
  };
}
