import { Index, SearchMeshService } from '../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { SearchOrder, SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { meshBad, rebuildId } from './examples/mesh.ts';
import { searchBad } from './examples/search.ts';

/** What many people of the cast have written, and what many of their handles begin with. */
const query = { posts: 'number', people: 'm' };

export async function examples(cast: Cast): Promise<Examples> {
  await indexed(cast);
  const found: Good[] = [];
  const good = goodInto(found);
  const { searchPosts, searchUsers, typeahead } = SearchService.method;
  good(searchPosts, { query: `${query.posts} -from:nobody -"two words" since:2026-01-31` });
  good(searchPosts, { query: query.posts, order: SearchOrder.RELEVANCE });
  good(searchUsers, { query: query.people });
  good(typeahead, { prefix: 'a' });
  for (const index of [Index.POSTS, Index.PEOPLE]) {
    for (const cursor of ['', 'scan '])
      good(SearchMeshService.method.reindexBatch, { index, rebuildId, cursor });
  }
  return { good: found, bad: [...searchBad(cast), ...meshBad(cast)] };
}

/** Waits until the consumers have indexed two posts and two people. */
async function indexed(cast: Cast): Promise<void> {
  const { searchPosts, searchUsers } = SearchService.method;
  for (let posts = 0; posts < 2; )
    posts = (await cast.call(searchPosts, { query: query.posts }, cast.as(cast.bob))).posts.length;
  for (let users = 0; users < 2; )
    users = (await cast.call(searchUsers, { query: query.people }, cast.as(cast.bob))).users.length;
}
