import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { User } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
import { hydratedPage } from '../domain/hydrated-page.ts';
import type { ListName } from '../ports.ts';
import type { GraphContext } from './context.ts';
import { requirePerson, shownUser } from './people.ts';

type Rpcs = 'listFollowers' | 'listFollowing' | 'listBlocked' | 'listMuted';
type Page = { users: User[]; nextPageToken: string };

/**
 * Lists of people in the store's order, without those who are deactivated now. Followers and following are also without
 * those between whom and the caller a block stands.
 */
export function listPeople(graph: GraphContext): Pick<ServiceImpl<typeof GraphService>, Rpcs> {
  const { store, users, pageTokens } = graph;

  async function list(
    name: ListName,
    ownerId: string,
    request: { pageSize: number; pageToken: string },
    blockedAmong: (ids: readonly string[]) => Promise<readonly string[]> = async () => [],
  ) {
    const size = pageSize(request.pageSize);
    const query = `graph ${name} ${ownerId}`;
    const after = pageTokens.open(query, request.pageToken)?.[0];
    const { items, last } = await hydratedPage<string, User>({
      size,
      after,
      rows: (afterId, limit) => store.list(name, ownerId, afterId ?? '', limit),
      async hydrate(ids) {
        const [people, blockedIds] = await Promise.all([users.find(ids), blockedAmong(ids)]);
        const blocked = new Set(blockedIds);
        return ids.flatMap((id) => (blocked.has(id) ? [] : (shownUser(people, id) ?? [])));
      },
    });
    const page: Page = {
      users: items,
      nextPageToken: last === undefined ? '' : pageTokens.seal(query, [last]),
    };
    return page;
  }

  async function listOf(
    name: ListName,
    request: { userId: string; pageSize: number; pageToken: string },
    context: HandlerContext,
  ) {
    const viewerId = requireUser(context).userId;
    const [people, page] = await Promise.all([
      users.find([request.userId]),
      list(name, request.userId, request, (ids) => store.blocksBetween(viewerId, ids)),
    ]);
    requirePerson(people, request.userId);
    return page;
  }

  return {
    listFollowers: (request, context) => listOf('followers', request, context),
    listFollowing: (request, context) => listOf('following', request, context),
    listBlocked: (request, context) => list('blocked', requireUser(context).userId, request),
    listMuted: (request, context) => list('muted', requireUser(context).userId, request),
  };
}
