import { userNotFound } from '../../product/refusals.ts';
import { handleKey } from '../domain/handle.ts';
import type { Card } from '../ports.ts';
import type { AppContext } from './context.ts';

export type { Card } from '../ports.ts';

export type ProfileKey = { readonly handle: string } | { readonly userId: string };

/** The id of the active account with a handle; undefined if there is none. */
export async function userIdOf(
  { store }: Pick<AppContext, 'store'>,
  handle: string,
): Promise<string | undefined> {
  const key = handleKey(handle);
  return key === undefined ? undefined : (await store.resolveHandles([key])).get(key);
}

export function findProfile(context: AppContext) {
  /** @throws DomainError USER_NOT_FOUND for unknown and deactivated accounts */
  return async (key: ProfileKey): Promise<Card> => {
    const byHandle = 'handle' in key;
    const userId = byHandle ? await userIdOf(context, key.handle) : key.userId;
    const card = userId === undefined ? undefined : (await context.cards.find([userId]))[0];
    if (card?.active) return card;
    throw userNotFound(byHandle ? 'handle' : 'user_id');
  };
}

export function findCards({ cards }: AppContext) {
  /** In the order of the ids; undefined for unknown and purged accounts. Deactivated accounts have `active` false. */
  return (userIds: readonly string[]): Promise<readonly (Card | undefined)[]> => cards.find(userIds);
}

export function scanCards({ store, cards }: AppContext) {
  /** Cards of accounts with ids above `afterId`, in id order. `nextAfterId`: where the next page begins, empty after the last. */
  return async (afterId: string, limit: number): Promise<{ cards: readonly Card[]; nextAfterId: string }> => {
    const ids = await store.accountIds(afterId, limit);
    const found = (await cards.find(ids)).filter((card) => card !== undefined);
    return { cards: found, nextAfterId: ids.length < limit ? '' : ids.at(-1)! };
  };
}

export function resolveHandles({ store }: AppContext) {
  /** From each handle's key to the id of its active account. Unknown handles are absent. */
  return (handles: readonly string[]): Promise<Map<string, string>> => {
    const keys = handles.map(handleKey).filter((key) => key !== undefined);
    return store.resolveHandles([...new Set(keys)]);
  };
}
