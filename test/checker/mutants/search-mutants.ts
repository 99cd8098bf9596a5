import type { SearchOverrides } from '../../../services/search/compose.ts';
import type { FoundPerson } from '../../../services/search/ports.ts';
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
  'reindex-drops-window': inSearch('a rebuild leaves out the first five posts of a part', () => ({
    posts: (real) => ({
      ...real,
      async scan(afterId, limit) {
        const part = await real.scan(afterId, limit);
        return { ...part, items: part.items.slice(5) };
      },
    }),
  })),
  'reindex-misses-changes': inSearch(
    'posts that are indexed during a rebuild are in the old copy only',
    () => ({
      postIndex(real) {
        let changed: Set<string> | undefined;
        return {
          ...real,
          async beginRebuild(rebuildId) {
            changed ??= new Set();
            await real.beginRebuild(rebuildId);
          },
          async put(posts) {
            for (const { id } of posts) changed?.add(id);
            await real.put(posts);
          },
          async finishRebuild(rebuildId) {
            await real.finishRebuild(rebuildId);
            if (changed !== undefined && changed.size > 0) await real.remove([...changed]);
            changed = undefined;
          },
        };
      },
    }),
  ),
  'person-not-indexed': inSearch('every fifth change of people is not indexed', () => {
    let puts = 0;
    return {
      peopleIndex: (real) => ({
        ...real,
        put: async (people) => (++puts % 5 === 0 ? undefined : real.put(people)),
      }),
    };
  }),
  // The index alone does not decide who is shown: found people are looked up again.
  'person-not-removed': inSearch('a deactivated person stays in the index, and is shown as they were', () => {
    const known = new Map<string, FoundPerson>();
    return {
      peopleIndex: (real) => ({ ...real, remove: async () => {} }),
      people: (real) => ({
        ...real,
        async active(ids) {
          for (const [id, person] of await real.active(ids)) known.set(id, person);
          return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!]] : [])));
        },
      }),
    };
  }),
  'people-across-blocks': inSearch('a search for people does not ask about blocks', () => ({
    relations: (real) => ({
      ...real,
      hiddenAmong: async (...asked) => ({ ...(await real.hiddenAmong(...asked)), blocked: new Set() }),
    }),
  })),
  'followers-not-indexed': inSearch('a person is indexed without followers', () => ({
    relations: (real) => ({ ...real, followerCounts: async () => new Map() }),
  })),
};
