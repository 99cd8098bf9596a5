import { fromBinary } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { type User, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { type PageRequest, requestedPage } from '../../../platform/pages.ts';
import type { PageOfPeople, PageQuery } from '../app/list-people.ts';
import type { GraphHandlers, RpcContext } from './context.ts';

type Rpcs = 'listFollowers' | 'listFollowing' | 'listBlocked' | 'listMuted';
type Page = { users: User[]; nextPageToken: string };

export function listPeople({ app, pageTokens }: RpcContext): Pick<GraphHandlers, Rpcs> {
  /** One page of a list. The token of the previous page determines where it begins. */
  async function paged(
    name: string,
    ownerId: string,
    request: PageRequest,
    list: (query: PageQuery) => Promise<PageOfPeople>,
  ): Promise<Page> {
    const { size, after, nextToken } = requestedPage(pageTokens, `graph ${name} ${ownerId}`, request);
    const { items, last } = await list({ size, afterId: after?.[0] });
    return {
      users: items.map((card) => fromBinary(UserSchema, card)),
      nextPageToken: nextToken(last === undefined ? undefined : [last]),
    };
  }

  const listOf =
    (name: 'followers' | 'following') =>
    async (request: PageRequest & { userId: string }, context: HandlerContext) => {
      const people = { viewerId: requireUser(context).userId, ownerId: request.userId };
      return paged(name, people.ownerId, request, (page) => app.listPeople(name, people, page));
    };
  const listOwn = (name: 'blocked' | 'muted') => async (request: PageRequest, context: HandlerContext) => {
    const { userId } = requireUser(context);
    return paged(name, userId, request, (page) => app.listOwn(name, userId, page));
  };

  return {
    listFollowers: listOf('followers'),
    listFollowing: listOf('following'),
    listBlocked: listOwn('blocked'),
    listMuted: listOwn('muted'),
  };
}
