import type { SearchOverrides } from '../../../services/search/compose.ts';
import type { Mutant } from './mutant.ts';

const inSearch = (what: string, search: () => SearchOverrides): Mutant => ({
  what,
  plant: () => ({ search: search() }),
});

/** Faults of the search service. */
export const searchMutants: Readonly<Record<string, Mutant>> = {
  'removal-not-indexed': inSearch('a deleted post stays in the index, with its hashtags', () => ({
    postIndex: (real) => ({ ...real, remove: async () => {} }),
  })),
  'post-not-indexed': inSearch('every twentieth post is not indexed', () => {
    let puts = 0;
    return {
      postIndex: (real) => ({
        ...real,
        put: async (posts) => (++puts % 20 === 0 ? undefined : real.put(posts)),
      }),
    };
  }),
  'search-across-blocks': inSearch('found posts are not hydrated for the viewer', () => ({
    posts: (real) => ({ ...real, hydrate: (ids) => real.hydrate(ids, undefined) }),
  })),
  'search-without-mutes': inSearch('a search does not ask whom the viewer muted', () => ({
    relations: (real) => ({
      ...real,
      hiddenAmong: async (...asked) => ({ ...(await real.hiddenAmong(...asked)), muted: new Set() }),
    }),
  })),
  'token-moves': inSearch('the next page of a search begins one post too late', () => ({
    postIndex: (real) => ({
      ...real,
      async newest(search, page) {
        if (page.beforeId === undefined) return real.newest(search, page);
        return (await real.newest(search, { ...page, limit: page.limit + 1 })).slice(1);
      },
    }),
  })),
};
