import { seenBy } from '../hydration/audience.ts';
import type { AppContext } from './context.ts';
import { type PageQuery, pageOfIds } from './page-of-ids.ts';
import { requireVisible } from './people.ts';

export interface PageOfPeople {
  /** Encoded profiles. */
  readonly cards: readonly Uint8Array[];
  readonly next: string | undefined;
}

/** People who like or reposted a post, without deactivated accounts and people who block, or are blocked by, the viewer. */
export function listPeople(context: AppContext) {
  const { store } = context;
  const lists = { likers: store.likerIds, reposters: store.reposterIds };
  return async (
    list: keyof typeof lists,
    query: PageQuery,
    viewerId: string | undefined,
  ): Promise<PageOfPeople> => {
    const { ids, next } = await pageOfIds(query, lists[list]);
    const [seen] = await Promise.all([
      seenBy(context, { viewerId, userIds: ids }),
      requireVisible(context, query.postId, viewerId),
    ]);
    const cards = ids.flatMap((id) => {
      const card = seen.card(id);
      return card?.active && !seen.isBlocked(id) ? [card.user] : [];
    });
    return { cards, next };
  };
}
