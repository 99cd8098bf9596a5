import type { ServiceImpl } from '@connectrpc/connect';
import type { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { User } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
import { hydratedPage } from '../domain/hydrated-page.ts';
import type { Suggestion } from '../ports.ts';
import type { GraphContext } from './context.ts';
import { shownUser } from './people.ts';

/** People to follow: friends of friends, most mutual follows first. */
export function suggestUsers(graph: GraphContext): Pick<ServiceImpl<typeof GraphService>, 'suggestUsers'> {
  const { store, users, pageTokens, suggestionBounds: bounds } = graph;
  return {
    async suggestUsers(request, context) {
      const viewerId = requireUser(context).userId;
      const query = `graph suggestions ${viewerId}`;
      const cursor = pageTokens.open(query, request.pageToken);
      const { items, last } = await hydratedPage<Suggestion, { user: User; mutualCount: number }>({
        size: pageSize(request.pageSize),
        after: cursor && { mutualCount: Number(cursor[0]), userId: cursor[1]! },
        rows: (after, limit) => store.suggestions({ viewerId, after, limit, bounds }),
        async hydrate(rows) {
          const people = await users.find(rows.map(({ userId }) => userId));
          return rows.flatMap(({ userId, mutualCount }) => {
            const user = shownUser(people, userId);
            return user ? [{ user, mutualCount }] : [];
          });
        },
      });
      const next = last && pageTokens.seal(query, [String(last.mutualCount), last.userId]);
      return { suggestions: items, nextPageToken: next ?? '' };
    },
  };
}
