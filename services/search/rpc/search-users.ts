import { SearchUsersResponseSchema } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import { requestedPage } from '../../../platform/pages.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { fieldNumbers } from '../../../platform/rpc/fields.ts';
import type { FoundPlace } from '../app/search-users.ts';
import { type Grade, parsePeopleQuery } from '../domain/people-query.ts';
import type { RpcContext, SearchHandlers } from './context.ts';
import { encodeList } from './encode-list.ts';

const numbers = fieldNumbers(SearchUsersResponseSchema);

export function searchUsers({ app, pageTokens }: RpcContext): Pick<SearchHandlers, 'searchUsers'> {
  return {
    async searchUsers(request, context) {
      const viewerId = callerOf(context).userId;
      const query = parsePeopleQuery(request.query);
      const list = `SearchUsers ${viewerId ?? ''} ${query.handlesOnly ? '@' : ''}${query.words.join(' ')}`;
      const { size, after, nextToken } = requestedPage(pageTokens, list, request);
      const { shown, last } = await app.searchUsers({ query, viewerId, size }, after && placeOf(after));
      const token = nextToken(last && [last.grade, `${last.level}`, last.id]);
      return encoded(SearchUsersResponseSchema, encodeList(numbers.users, shown, numbers, token));
    },
  };
}

/** Tokens are signed, so a cursor is one that was sealed here. */
function placeOf([grade, level, id]: readonly string[]): FoundPlace {
  return { grade: grade as Grade, level: Number(level), id: id! };
}
