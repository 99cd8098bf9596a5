import { SearchOrder, SearchService } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { type BadRequest, badInto, type Cast, type Expected, field } from '../../hosting/examples.ts';

const invalid = (position: number): Expected => ({
  reason: 'QUERY_INVALID',
  field: 'query',
  metadata: { position: `${position}` },
});
const nothing = (list: 'posts' | 'users' | 'completions'): Expected => ({
  reason: 'OK',
  check: (answer: Record<string, unknown[]>) => answer[list]!.length === 0,
});

/** Queries that cannot be parsed, limits, and searches that find nothing. */
export function searchBad(cast: Cast): BadRequest[] {
  const { searchPosts, searchUsers, typeahead } = SearchService.method;
  const rows: BadRequest[] = [];
  const ada = badInto(rows, cast.as(cast.ada));
  ada(searchPosts, 'no query', { query: '' }, field('query'));
  ada(searchPosts, '513 characters', { query: 'x'.repeat(513) }, field('query'));
  ada(searchPosts, 'only a blank', { query: ' ' }, invalid(0));
  ada(searchPosts, 'only what must not hold', { query: '-tea' }, invalid(0));
  ada(searchPosts, 'a quote that is not closed', { query: '👩‍👩‍👧 "green tea' }, invalid(6));
  ada(searchPosts, 'no day', { query: 'tea since:yesterday' }, invalid(4));
  ada(searchPosts, 'twenty-one terms', { query: Array(21).fill('a').join(' ') }, invalid(40));
  ada(searchPosts, 'an unknown order', { query: 'tea', order: 9 as SearchOrder }, field('order'));
  for (const pageSize of [-1, 101]) {
    ada(searchPosts, `the page size ${pageSize}`, { query: 'tea', pageSize }, field('page_size'));
    ada(searchUsers, `the page size ${pageSize}`, { query: 'ada', pageSize }, field('page_size'));
  }
  const tokenInvalid: Expected = { reason: 'PAGE_TOKEN_INVALID', field: 'page_token' };
  for (const order of [SearchOrder.NEWEST, SearchOrder.RELEVANCE])
    ada(
      searchPosts,
      `nonsense as a token of order ${order}`,
      { query: 'tea', order, pageToken: 'nope' },
      tokenInvalid,
    );
  ada(searchUsers, 'nonsense as a token', { query: 'ada', pageToken: 'nope' }, tokenInvalid);
  ada(searchPosts, 'a handle of nobody', { query: 'from:nobody_there' }, nothing('posts'));
  ada(searchUsers, 'no query', { query: '' }, field('query'));
  ada(searchUsers, '101 characters', { query: 'x'.repeat(101) }, field('query'));
  ada(searchUsers, 'no word', { query: '!' }, invalid(0));
  ada(searchUsers, 'no handle', { query: '@no-handle' }, invalid(0));
  ada(searchUsers, 'twenty-one words', { query: Array.from('abcdefghijklmnopqrstu').join(' ') }, invalid(40));
  ada(typeahead, 'no prefix', { prefix: '' }, field('prefix'));
  ada(typeahead, '51 characters', { prefix: 'x'.repeat(51) }, field('prefix'));
  for (const limit of [-1, 21]) ada(typeahead, `the limit ${limit}`, { prefix: 'a', limit }, field('limit'));
  ada(typeahead, 'an unset kind', { prefix: 'a', kinds: [0] }, field('kinds[0]'));
  for (const prefix of ['@', '#', '!', '# a b'])
    ada(typeahead, `the prefix ${prefix}`, { prefix }, nothing('completions'));
  return rows;
}
