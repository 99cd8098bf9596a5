import type { AppContext } from './context.ts';
import { forgetPerson } from './forget-person.ts';
import { forgetPost } from './forget-post.ts';
import { refreshPeople, refreshPosts } from './refresh.ts';
import { reindex } from './reindex.ts';
import { searchByRelevance } from './search-by-relevance.ts';
import { searchNewest } from './search-newest.ts';
import { searchUsers } from './search-users.ts';
import { typeahead } from './typeahead.ts';

/** Every use case of the search service. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  return {
    searchNewest: searchNewest(context),
    searchByRelevance: searchByRelevance(context),
    searchUsers: searchUsers(context),
    typeahead: typeahead(context),

    refreshPosts: refreshPosts(context),
    refreshPeople: refreshPeople(context),
    forgetPost: forgetPost(context),
    forgetPerson: forgetPerson(context),
    reindex: reindex(context),
  };
}
