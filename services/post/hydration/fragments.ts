import { LRUCache } from 'lru-cache';
import type { PostState } from '../domain/post.ts';
import type { Posts } from '../ports.ts';
import { encodeFragment } from './encode.ts';

/** The parts of posts that never change, encoded, by post id. Deleted posts and unknown ids are absent. */
export interface Fragments {
  get(states: readonly PostState[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** What an entry takes beside its bytes: key, map slot, array header. */
const OVERHEAD_BYTES = 200;

/**
 * Fragments of the store behind a bounded memory. It needs no invalidation in any profile: a fragment never
 * changes, and whether its post still exists is asked of the store each time, by whoever has the states.
 *
 * @param maxBytes of encoded fragments that are kept
 */
export function cachedFragments(store: Pick<Posts, 'bodies'>, maxBytes: number): Fragments {
  const cache = new LRUCache<string, Uint8Array>({
    maxSize: maxBytes,
    sizeCalculation: (fragment) => fragment.length + OVERHEAD_BYTES,
  });
  return {
    async get(states) {
      const found = new Map<string, Uint8Array>();
      const missing: PostState[] = [];
      for (const state of states) {
        const fragment = cache.get(state.id);
        if (fragment !== undefined) found.set(state.id, fragment);
        else missing.push(state);
      }
      if (missing.length === 0) return found;
      const bodies = await store.bodies(missing.map(({ id }) => id));
      for (const state of missing) {
        const body = bodies.get(state.id);
        if (body === undefined) continue;
        const fragment = encodeFragment(body, state);
        cache.set(state.id, fragment);
        found.set(state.id, fragment);
      }
      return found;
    },
  };
}
