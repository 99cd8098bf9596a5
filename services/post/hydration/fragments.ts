import { bounded } from '../../../platform/cache/bounded.ts';
import type { PostState, ViewerState } from '../domain/post.ts';
import type { Posts } from '../ports.ts';
import { encodeFragment, joinPost } from './encode.ts';

/** The parts of posts that never change, encoded. */
export interface Fragments {
  /** In the order of the states, each once; undefined for deleted posts. */
  get(states: readonly PostState[]): Promise<readonly (Fragment | undefined)[]>;
}

/** What an entry takes beside its bytes: keys, map slots, array headers, and what is joined to them. */
const overheadBytes = 600;

/**
 * The part of a post that never changes, and the whole post as it was joined last: as long as its counts and its
 * author's card are the same objects, most viewers get the same bytes.
 */
export class Fragment {
  readonly #bytes: Uint8Array;
  #joined:
    | { state: PostState; author: Uint8Array; viewer: ViewerState | undefined; post: Uint8Array }
    | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** What it takes in memory, with what is joined to it, in bytes. */
  get size(): number {
    return 2 * this.#bytes.length + overheadBytes;
  }

  /** An encoded skein.post.v1.Post of one that quotes none. */
  post(state: PostState, author: Uint8Array, viewer: ViewerState | undefined): Uint8Array {
    const last = this.#joined;
    if (last?.state === state && last.author === author && last.viewer === viewer) return last.post;
    const post = this.quoting(state, author, viewer, undefined);
    this.#joined = { state, author, viewer, post };
    return post;
  }

  /** @param quoted an encoded QuotedPost */
  quoting(
    { counts }: PostState,
    author: Uint8Array,
    viewer: ViewerState | undefined,
    quoted: Uint8Array | undefined,
  ): Uint8Array {
    return joinPost({ fragment: this.#bytes, author, counts, viewer, quoted });
  }
}

/**
 * Fragments of the store behind a bounded memory. It needs no invalidation in any profile: a fragment never
 * changes, and whether its post still exists is asked of the store each time, by whoever has the states.
 *
 * @param maxBytes of encoded fragments that are kept
 */
export function cachedFragments(store: Pick<Posts, 'bodies'>, maxBytes: number): Fragments {
  const cache = bounded<Fragment>({ maxSize: maxBytes, sizeOf: ({ size }) => size });
  return {
    async get(states) {
      const found = states.map(({ id }) => cache.get(id));
      const missing = states.filter((_, i) => found[i] === undefined);
      if (missing.length === 0) return found;
      const bodies = await store.bodies(missing.map(({ id }) => id));
      return states.map((state, i) => {
        const body = bodies.get(state.id);
        if (found[i] !== undefined || body === undefined) return found[i];
        const fragment = new Fragment(encodeFragment(body, state));
        cache.set(state.id, fragment);
        return fragment;
      });
    },
  };
}
