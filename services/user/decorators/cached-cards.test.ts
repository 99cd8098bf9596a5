import t from 'tap';
import { memoryCache } from '../../../platform/cache/memory.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { Account } from '../domain/account.ts';
import type { Card, UserStore } from '../ports.ts';
import { cachedCards } from './cached-cards.ts';

t.test('no card is old when the process ends between a change and its acknowledgement', async (t) => {
  let account = { id: '1', status: 'active' } as Account;
  const committed = Promise.withResolvers<void>();
  const store = {
    accounts: async () => [account],
    deactivate: () => {
      account = { id: '1', status: 'deactivated' } as Account;
      committed.resolve();
      // The process ends here: nothing behind the commit runs.
      return new Promise<never>(() => {});
    },
  } as unknown as UserStore;
  const cached = cachedCards({
    store,
    cache: memoryCache<Card>({ maxBytes: 10_000, clock: systemClock }),
    ttlMs: 60_000,
    encode: () => new Uint8Array(),
  });
  t.match(await cached.cards.find(['1']), [{ active: true }]);
  void cached.store.deactivate('1', 0, {} as never);
  await committed.promise;
  t.match(await cached.cards.find(['1']), [{ active: false }]);
});
