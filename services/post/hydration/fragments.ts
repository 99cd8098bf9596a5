import { ownsItsBuffer } from '../../../platform/cache/owned-copy.ts';
import { sieveCache } from '../../../platform/cache/sieve-cache.ts';
import type { Counts, NewPost, PostState, ViewerState } from '../domain/post.ts';
import type { Posts } from '../ports.ts';
import { encodeFragment, joinPost } from './encode.ts';

/** The fixed part of a post, with the last bytes joined to it. */
export interface Fragment {
  /** The fragment, followed by what was joined to it. */
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly joined: Joined | undefined;
}

/** What the post was last joined with. While it is unchanged, most viewers get the same bytes. */
interface Joined {
  /** An encoded skein.user.v1.User; the caller's cached object, if it caches it. */
  readonly author: Uint8Array;
  readonly counts: Counts;
  readonly viewer: ViewerState | undefined;
}

/** Posts by their fragments, encoded. */
export interface Fragments {
  /** The fragments in the order of the states, each once; undefined for deleted posts. */
  get(states: readonly PostState[]): Promise<readonly (Fragment | undefined)[]>;
  /** The fragment of a new post. It is cached when the post is joined. */
  created(post: NewPost): Fragment;
  /** An encoded skein.post.v1.Post that quotes none, joined from its fragment and the rest. */
  post(fragment: Fragment, state: PostState, author: Uint8Array, viewer: ViewerState | undefined): Uint8Array;
}

/**
 * Caches fragments of the store. The cache needs no invalidation in any profile: a fragment never changes, and the caller
 * reads the states, which show whether its post exists.
 *
 * @param maxBytes the most memory of the cache
 */
export function cachedFragments(store: Pick<Posts, 'bodies'>, maxBytes: number): Fragments {
  const cache = sieveCache<Fragment>({ maxBytes });
  return {
    async get(states) {
      const found = states.map(({ id }) => cache.get(id));
      const missing = states.filter((_, i) => found[i] === undefined);
      if (missing.length === 0) return found;
      const bodies = await store.bodies(missing.map(({ id }) => id));
      return states.map((state, i) => {
        const body = bodies.get(state.id);
        if (found[i] !== undefined || body === undefined) return found[i];
        const bytes = encodeFragment(body, state);
        const fragment = { bytes, length: bytes.length, joined: undefined };
        cache.set(state.id, fragment);
        return fragment;
      });
    },
    created(post) {
      const bytes = encodeFragment(post, post);
      return { bytes, length: bytes.length, joined: undefined };
    },
    post(fragment, { id, counts }, author, viewer) {
      const { bytes, length, joined } = fragment;
      if (
        joined !== undefined &&
        isSameAuthor(joined.author, author) &&
        isSameViewer(joined.viewer, viewer) &&
        isSameCounts(joined.counts, counts)
      )
        return bytes;
      const post = joinPost({ fragment: fragmentBytes(fragment), author, counts, viewer });
      // Not cached for the few viewers who liked or reposted it: it would have to be joined again for all others.
      if (viewer?.liked !== true && viewer?.reposted !== true)
        cache.set(id, { bytes: post, length, joined: { author, counts, viewer } });
      return post;
    },
  };
}

/** Only the fixed part: fields 1 to 11 of an encoded skein.post.v1.Post. */
export function fragmentBytes({ bytes, length }: Fragment): Uint8Array {
  return bytes.length === length ? bytes : bytes.subarray(0, length);
}

/** Whether the bytes are the same. Cached bytes are the same object, which makes the check cheap; others are compared. */
function isSameAuthor(kept: Uint8Array, author: Uint8Array): boolean {
  return kept === author || (!ownsItsBuffer(author) && Buffer.compare(kept, author) === 0);
}

function isSameViewer(a: ViewerState | undefined, b: ViewerState | undefined): boolean {
  return a === b || (a?.liked === b?.liked && a?.reposted === b?.reposted);
}

function isSameCounts(a: Counts, b: Counts): boolean {
  return a.replies === b.replies && a.reposts === b.reposts && a.likes === b.likes && a.quotes === b.quotes;
}
