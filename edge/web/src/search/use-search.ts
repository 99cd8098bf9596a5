import { SearchOrder } from '../../../../gen/ts/skein/search/v1/search_service_pb.ts';
import type { SearchTab } from '../addresses.ts';
import { search } from '../api/clients.ts';
import { useModel } from '../data/model.ts';
import type { Page } from '../data/paged-list.ts';

/** Reads pages of results into the store that all views read, and gives their ids. */
export function useSearch(query: string, tab: SearchTab) {
  const { entities } = useModel();
  return async (pageToken: string, signal: AbortSignal): Promise<Page<string>> => {
    const asked = entities.now();
    if (tab === 'people') {
      const { users, nextPageToken } = await search.searchUsers({ query, pageToken }, { signal });
      return { items: entities.takeUsers(users, asked), nextPageToken };
    }
    const order = tab === 'best' ? SearchOrder.RELEVANCE : SearchOrder.NEWEST;
    const { posts, nextPageToken } = await search.searchPosts({ query, order, pageToken }, { signal });
    return { items: entities.takePosts(posts, asked), nextPageToken };
  };
}
