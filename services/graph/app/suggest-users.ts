import { type HydratedPage, hydratedPage } from '../domain/hydrated-page.ts';
import type { Suggestion } from '../ports.ts';
import type { AppContext } from './context.ts';
import { cardOf } from './people.ts';

export interface SuggestedUser {
  /** The encoded profile. */
  readonly card: Uint8Array;
  readonly mutualCount: number;
}

/** People to follow: friends of friends, most mutual follows first. */
export function suggestUsers({ store, users, suggestionBounds: bounds }: AppContext) {
  return (
    viewerId: string,
    { size, after: position }: { size: number; after: Suggestion | undefined },
  ): Promise<HydratedPage<Suggestion, SuggestedUser>> =>
    hydratedPage<Suggestion, SuggestedUser>({
      size,
      after: position,
      rows: (after, limit) => store.suggestions({ viewerId, after, limit, bounds }),
      async hydrate(rows) {
        const people = await users.cards(rows.map(({ userId }) => userId));
        return rows.flatMap(({ userId, mutualCount }) => {
          const card = cardOf(people, userId);
          return card ? [{ card, mutualCount }] : [];
        });
      },
    });
}
