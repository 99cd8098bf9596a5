import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { systemClock } from '../../../platform/clock.ts';
import { timeOf } from '../../../platform/ids.ts';
import { cachedGraphs, type GraphCaches } from '../../../services/graph/decorators/cached-graphs.ts';
import { sharedCaches } from '../../../services/post/decorators/shared-caches.ts';
import type { PostCaches } from '../../../services/post/decorators/shared-reads.ts';
import type { Mutant } from './mutant.ts';

// The caches that processes of a cluster share, here in memory around the stores of one process.

const ttlMs = 3_600_000;

/** A cache that misses every invalidation of half of the keys: those whose digits have an odd sum. Most ids are even. */
function forgetful<V>(cache: Cache<V>): Cache<V> {
  const isMissed = (key: string) => (key.match(/[13579]/g) ?? []).length % 2 === 1;
  return { ...cache, invalidate: (keys) => cache.invalidate(keys.filter((key) => !isMissed(key))) };
}

/** Empty caches by name, one of them forgetful. `clear` empties them. */
function cachesOf<Caches extends object>(
  names: readonly (keyof Caches)[],
  faulty: keyof Caches,
): { readonly caches: Caches; clear(): void } {
  let clears = 0;
  const create = (name: keyof Caches): Cache<NonNullable<unknown>> => {
    const cache = memoryCache<NonNullable<unknown>>({ clock: systemClock, maxBytes: 64 << 20 });
    const own = (key: string) => `${clears} ${key}`;
    const cleared: Cache<NonNullable<unknown>> = {
      getMany: (keys) => cache.getMany(keys.map(own)),
      putIfAbsent: (key, value, lifeMs) => cache.putIfAbsent(own(key), value, lifeMs),
      invalidate: (keys) => cache.invalidate(keys.map(own)),
    };
    return name === faulty ? forgetful(cleared) : cleared;
  };
  const caches = Object.fromEntries(names.map((name) => [name, create(name)])) as unknown as Caches;
  return { caches, clear: () => void clears++ };
}

/** Purges do not say what they change here, so they empty the caches. */
const clearing =
  <Args extends unknown[], Answer>(purge: (...args: Args) => Promise<Answer>, clear: () => void) =>
  async (...args: Args): Promise<Answer> => {
    clear();
    try {
      return await purge(...args);
    } finally {
      clear();
    }
  };

const postCaches = ['states', 'heads', 'entries', 'reposts', 'reactions'] as const;
const graphCaches = ['versions', 'graphs', 'counts', 'relationships'] as const;

function postMutant(faulty: keyof PostCaches): Mutant {
  return {
    what: `the cache of ${faulty} in the post service misses invalidations`,
    plant: () => ({
      post: {
        aroundStore(real) {
          const { caches, clear } = cachesOf<PostCaches>(postCaches, faulty);
          const store = { ...real, purge: clearing(real.purge, clear), async recount() {} };
          const isSettled = (id: string) => timeOf(id) < Date.now() - 10_000;
          return sharedCaches({ ...caches, store, ttlMs, isSettled });
        },
      },
    }),
  };
}

function graphMutant(faulty: keyof GraphCaches): Mutant {
  return {
    what: `the cache of ${faulty} in the graph service misses invalidations`,
    plant: () => ({
      graph: {
        aroundStore(real) {
          const { caches, clear } = cachesOf<GraphCaches>(graphCaches, faulty);
          return cachedGraphs({ ...caches, store: { ...real, purge: clearing(real.purge, clear) }, ttlMs });
        },
      },
    }),
  };
}

export const cacheMutants: Readonly<Record<string, Mutant>> = {
  ...Object.fromEntries(postCaches.map((name) => [`stale-post-${name}`, postMutant(name)])),
  ...Object.fromEntries(graphCaches.map((name) => [`stale-graph-${name}`, graphMutant(name)])),
  'stale-cards': {
    what: 'the cache of cards misses invalidations',
    plant: () => ({ user: { aroundCards: forgetful } }),
  },
};
