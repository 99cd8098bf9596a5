import { SearchOrder, SearchPostsResponseSchema } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import { requestedPage } from '../../../platform/pages.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { fieldNumbers } from '../../../platform/rpc/fields.ts';
import { parseQuery, printQuery } from '../domain/query.ts';
import type { RpcContext, SearchHandlers } from './context.ts';
import { encodeList } from './encode-list.ts';

const numbers = fieldNumbers(SearchPostsResponseSchema);

export function searchPosts({ app, pageTokens }: RpcContext): Pick<SearchHandlers, 'searchPosts'> {
  return {
    async searchPosts(request, context) {
      const viewerId = callerOf(context).userId;
      const query = parseQuery(request.query);
      const byRelevance = request.order === SearchOrder.RELEVANCE;
      const list = `SearchPosts ${byRelevance ? 'relevance' : 'newest'} ${viewerId ?? ''} ${printQuery(query)}`;
      const { size, after, nextToken } = requestedPage(pageTokens, list, request);
      const asked = { query, viewerId, size };
      if (!byRelevance) {
        const { shown, last } = await app.searchNewest(asked, after?.[0]);
        return answer(shown, nextToken(last === undefined ? undefined : [last]));
      }
      const [ranking, offset] = after ?? [];
      const place = ranking === undefined ? undefined : { ranking, offset: Number(offset) };
      const { shown, last } = await app.searchByRelevance(asked, place);
      return answer(shown, nextToken(last && [last.ranking, `${last.offset}`]));
    },
  };
}

function answer(posts: readonly Uint8Array[], token: string) {
  return encoded(SearchPostsResponseSchema, encodeList(numbers.posts, posts, numbers, token));
}
