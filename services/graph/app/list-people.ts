import { type HydratedPage, hydratedPage } from '../domain/hydrated-page.ts';
import type { ListName } from '../ports.ts';
import type { AppContext } from './context.ts';
import { cardOf, requirePerson } from './people.ts';

/** The page of a list. `afterId` is the last id of the previous page. */
export interface PageQuery {
  readonly size: number;
  readonly afterId: string | undefined;
}

/** Encoded profiles in the order of the list, and where the next page begins. */
export type PageOfPeople = HydratedPage<string, Uint8Array>;

/** People in the store's order, without deactivated accounts and without `hiddenAmong` them. */
function pageOf(
  { store, users }: AppContext,
  name: ListName,
  ownerId: string,
  { size, afterId }: PageQuery,
  hiddenAmong: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<PageOfPeople> {
  return hydratedPage<string, Uint8Array>({
    size,
    after: afterId,
    rows: (after, limit) => store.list(name, ownerId, after ?? '', limit),
    async hydrate(ids) {
      const [people, hiddenIds] = await Promise.all([users.cards(ids), hiddenAmong(ids)]);
      const hidden = new Set(hiddenIds);
      return ids.flatMap((id) => (hidden.has(id) ? [] : (cardOf(people, id) ?? [])));
    },
  });
}

export function listPeople(context: AppContext) {
  const { store, users } = context;
  /**
   * Followers of a person, or the people whom a person follows, without people who block, or are blocked by, the viewer.
   * @throws DomainError USER_NOT_FOUND
   */
  return async (
    name: 'followers' | 'following',
    { viewerId, ownerId }: { viewerId: string; ownerId: string },
    query: PageQuery,
  ): Promise<PageOfPeople> => {
    const [people, page] = await Promise.all([
      users.cards([ownerId]),
      pageOf(
        context,
        name,
        ownerId,
        query,
        async (ids) => (await store.hiddenAmong(viewerId, ids)).blockedIds,
      ),
    ]);
    requirePerson(people, ownerId);
    return page;
  };
}

export function listOwn(context: AppContext) {
  /** The people whom a person blocks or mutes. */
  return (name: 'blocked' | 'muted', ownerId: string, query: PageQuery): Promise<PageOfPeople> =>
    pageOf(context, name, ownerId, query, async () => []);
}
