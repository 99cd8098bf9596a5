import type { HandlerContext } from '@connectrpc/connect';
import {
  ListQuotesResponseSchema,
  ListRepliesResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { joinFields } from '../hydration/encode.ts';
import { type PostContext, type PostHandlers, viewerOf } from './context.ts';
import { type PageRequest, pageOfIds } from './page.ts';
import { requireVisible } from './people.ts';

/** ListRepliesResponse and ListQuotesResponse number alike. */
const LIST = { posts: 1, nextPageToken: 2 } as const;

/** Replies, oldest first, and quotes, newest first, of a post. */
export function listPosts(post: PostContext): Pick<PostHandlers, 'listReplies' | 'listQuotes'> {
  const { store, hydration, pageTokens } = post;

  async function list(
    rpc: string,
    request: PageRequest,
    context: HandlerContext,
    idsOf: (postId: string, place: string, limit: number) => Promise<readonly string[]>,
  ): Promise<Uint8Array> {
    const viewing = viewerOf(context);
    const { ids, nextPageToken } = await pageOfIds(pageTokens, rpc, request, idsOf);
    await requireVisible(post, request.postId, viewing.viewerId);
    const { shown } = await hydration.hydrate(ids, viewing);
    const fields = ids.flatMap((id): [number, Uint8Array | string][] => {
      const bytes = shown.get(id)?.bytes;
      return bytes === undefined ? [] : [[LIST.posts, bytes]];
    });
    if (nextPageToken !== '') fields.push([LIST.nextPageToken, nextPageToken]);
    return joinFields(fields);
  }

  return {
    listReplies: async (request, context) =>
      encoded(ListRepliesResponseSchema, await list('ListReplies', request, context, store.replyIds)),
    listQuotes: async (request, context) =>
      encoded(ListQuotesResponseSchema, await list('ListQuotes', request, context, store.quoteIds)),
  };
}
