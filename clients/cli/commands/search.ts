import {
  SearchOrder,
  SearchPostsResponseSchema,
  SearchUsersResponseSchema,
} from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { type Context, command } from '../command.ts';
import { usageFault } from '../fault.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions, shellWord } from '../options.ts';
import { personText, postText } from '../render.ts';

export const search = command({
  name: 'search',
  usage: 'QUERY ... [--best | --people]',
  summary:
    'posts or people; a query has words, "a phrase", #tag, @handle, from: to: has:link since: until:, - excludes',
  examples: [
    "skein search 'sea gulls #photo from:ada'",
    `skein search '"good morning" has:link since:2026-01-31 until:2026-02-28' --best`,
    "skein search --limit 50 -- '-from:ada gulls'",
    'skein search --people ada',
  ],
  options: { best: { type: 'boolean' }, people: { type: 'boolean' }, ...pageOptions },
  optionDocs: {
    best: 'posts, the best match first, by words, age and likes; default: newest first',
    people: 'people, by words of handle, name and bio; @ada by handle only',
    ...pageDocs('', 20),
  },
  words: [1, Number.POSITIVE_INFINITY],
  async run(context, words, options) {
    const { best, people } = options;
    if (best && people) throw usageFault('--best is an order of posts; people have one order');
    const query = words.join(' ');
    const page = { query, ...pageOf(options, 20) };
    const order = best ? SearchOrder.RELEVANCE : SearchOrder.NEWEST;
    const next = people ? await searchUsers(context, page) : await searchPosts(context, { ...page, order });
    const flags = [best ? '--best ' : '', people ? '--people ' : ''].join('');
    noteNextPage(context.out, `search ${flags}${shellWord(query)}`, next);
    return undefined;
  },
});

interface Page {
  readonly query: string;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** @returns the token of the next page */
async function searchPosts({ reader, out }: Context, page: Page & { order: SearchOrder }): Promise<string> {
  const answer = await reader().search.searchPosts(page);
  const { posts, nextPageToken } = answer;
  const text = posts.map((post) => postText(post)).join('\n\n');
  out.message(SearchPostsResponseSchema, answer, text || 'no post found');
  return nextPageToken;
}

/** @returns the token of the next page */
async function searchUsers({ reader, out }: Context, page: Page): Promise<string> {
  const answer = await reader().search.searchUsers(page);
  const { users, nextPageToken } = answer;
  out.message(SearchUsersResponseSchema, answer, users.map(personText).join('\n') || 'nobody found');
  return nextPageToken;
}
