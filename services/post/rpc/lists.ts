import type { HandlerContext } from '@connectrpc/connect';
import {
  ListLikersResponseSchema,
  ListQuotesResponseSchema,
  ListRepliesResponseSchema,
  ListRepostersResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { type Field, fieldNumbers, joinFields } from '../../../platform/rpc/fields.ts';
import { type PostHandlers, type RpcContext, viewerOf } from './context.ts';
import { type PageRequest, paged } from './page.ts';

type Rpcs = 'listReplies' | 'listQuotes' | 'listLikers' | 'listReposters';

const REPLIES = fieldNumbers(ListRepliesResponseSchema);
const QUOTES = fieldNumbers(ListQuotesResponseSchema);
const LIKERS = fieldNumbers(ListLikersResponseSchema);
const REPOSTERS = fieldNumbers(ListRepostersResponseSchema);

/** Lists around a post: of posts and of people. */
export function lists({ app, pageTokens }: RpcContext): Pick<PostHandlers, Rpcs> {
  const posts = async (
    rpc: string,
    list: 'replies' | 'quotes',
    numbers: { readonly posts: number; readonly nextPageToken: number },
    request: PageRequest,
    context: HandlerContext,
  ) => {
    const { page, nextPageToken } = await paged(pageTokens, rpc, request, (query) =>
      app.listPosts(list, query, viewerOf(context)),
    );
    return answer(numbers.posts, page.posts, numbers.nextPageToken, nextPageToken);
  };
  const people = async (
    rpc: string,
    list: 'likers' | 'reposters',
    numbers: { readonly users: number; readonly nextPageToken: number },
    request: PageRequest,
    context: HandlerContext,
  ) => {
    const { page, nextPageToken } = await paged(pageTokens, rpc, request, (query) =>
      app.listPeople(list, query, viewerOf(context)),
    );
    return answer(numbers.users, page.cards, numbers.nextPageToken, nextPageToken);
  };

  return {
    listReplies: async (request, context) =>
      encoded(ListRepliesResponseSchema, await posts('ListReplies', 'replies', REPLIES, request, context)),
    listQuotes: async (request, context) =>
      encoded(ListQuotesResponseSchema, await posts('ListQuotes', 'quotes', QUOTES, request, context)),
    listLikers: async (request, context) =>
      encoded(ListLikersResponseSchema, await people('ListLikers', 'likers', LIKERS, request, context)),
    listReposters: async (request, context) =>
      encoded(
        ListRepostersResponseSchema,
        await people('ListReposters', 'reposters', REPOSTERS, request, context),
      ),
  };
}

function answer(
  itemNumber: number,
  items: readonly Uint8Array[],
  tokenNumber: number,
  nextPageToken: string,
): Uint8Array {
  const fields: Field[] = items.map((item) => [itemNumber, item]);
  if (nextPageToken !== '') fields.push([tokenNumber, nextPageToken]);
  return joinFields(fields);
}
