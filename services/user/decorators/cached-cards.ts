import { invalidateAround } from '../../../platform/cache/invalidate-around.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { Account } from '../domain/account.ts';
import type { Card, Cards, UserStore } from '../ports.ts';

export interface CachedCardsOptions {
  store: UserStore;
  cache: Cache<Card>;
  ttlMs: number;
  /** The public part of an account, encoded for answers. */
  encode: (account: Account) => Uint8Array;
  /** Failures of the cache. Reads then go to the store. */
  onError?: (error: unknown) => void;
}

/**
 * Caches encoded cards. It is correct only if every change goes through the returned `store`, which removes cards from the
 * cache before it acknowledges a change.
 */
export function cachedCards(options: CachedCardsOptions): { cards: Cards; store: UserStore } {
  const { store, cache, ttlMs, encode, onError } = options;
  const read = readThrough<Card>({
    cache,
    ttlMs,
    ...(onError && { onError }),
    async load(userIds) {
      const accounts = await store.accounts(userIds);
      return new Map(accounts.map((account) => [account.id, cardOf(account, encode)]));
    },
  });
  return { cards: { find: read }, store: invalidating(store, (userIds) => cache.invalidate(userIds)) };
}

function cardOf(account: Account, encode: (account: Account) => Uint8Array): Card {
  const active = account.status === 'active';
  return { userId: account.id, active, user: active ? encode(account) : new Uint8Array() };
}

/** Invalidates the card on every call that may change it, whether it changed anything or not. */
function invalidating(
  store: UserStore,
  invalidate: (userIds: readonly string[]) => Promise<void>,
): UserStore {
  const around = <T>(userId: string, change: () => Promise<T>): Promise<T> =>
    invalidateAround(() => invalidate([userId]), change);
  return {
    ...store,
    changeAccount: (userId, ...rest) => around(userId, () => store.changeAccount(userId, ...rest)),
    deactivate: (userId, ...rest) => around(userId, () => store.deactivate(userId, ...rest)),
    async openSession(opening, cause) {
      const opened = await store.openSession(opening, cause);
      if (opened?.restored) await invalidate([opened.account.id]);
      return opened;
    },
    async purgeAccounts(timeMs, limit) {
      const purged = await store.purgeAccounts(timeMs, limit);
      if (purged.length > 0) await invalidate(purged);
      return purged;
    },
  };
}
