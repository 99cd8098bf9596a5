import { bounded } from '../../../platform/cache/bounded.ts';
import type { Counts, PostState, ViewerState } from '../domain/post.ts';
import type { Posts } from '../ports.ts';
import { authorAt, encodeFragment, joinPost } from './encode.ts';

/** The parts of posts that never change, encoded. */
export interface Fragments {
  /** In the order of the states, each once; undefined for deleted posts. */
  get(states: readonly PostState[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** An encoded skein.post.v1.Post of one that quotes none, joined from its fragment and the rest. */
  post(
    fragment: Uint8Array,
    state: PostState,
    author: Uint8Array,
    viewer: ViewerState | undefined,
  ): Uint8Array;
}

/** A whole post as it was joined last: as long as nothing of it changes, most viewers get the same bytes. */
interface Joined {
  readonly post: Buffer;
  readonly authorLength: number;
  readonly counts: Counts;
  readonly viewer: ViewerState | undefined;
}

/**
 * Fragments of the store behind a bounded memory. It needs no invalidation in any profile: a fragment never
 * changes, and whether its post still exists is asked of the store each time, by whoever has the states.
 *
 * @param maxBytes of memory, half of it for fragments and half for what is joined to them
 */
export function cachedFragments(store: Pick<Posts, 'bodies'>, maxBytes: number): Fragments {
  const cache = bounded<Uint8Array>({ maxBytes: maxBytes / 2 });
  const lastJoined = bounded<Joined>({ maxBytes: maxBytes / 2 });
  return {
    async get(states) {
      const found = states.map(({ id }) => cache.get(id));
      const missing = states.filter((_, i) => found[i] === undefined);
      if (missing.length === 0) return found;
      const bodies = await store.bodies(missing.map(({ id }) => id));
      return states.map((state, i) => {
        const body = bodies.get(state.id);
        if (found[i] !== undefined || body === undefined) return found[i];
        const fragment = encodeFragment(body, state);
        cache.set(state.id, fragment);
        return fragment;
      });
    },
    post(fragment, { id, counts }, author, viewer) {
      const last = lastJoined.get(id);
      if (
        last !== undefined &&
        last.authorLength === author.length &&
        isSameViewer(last.viewer, viewer) &&
        isSameCounts(last.counts, counts) &&
        hasAuthor(last.post, authorAt(fragment, author), author)
      )
        return last.post;
      const post = joinPost({ fragment, author, counts, viewer });
      lastJoined.set(id, { post, authorLength: author.length, counts, viewer });
      return post;
    },
  };
}

function isSameViewer(a: ViewerState | undefined, b: ViewerState | undefined): boolean {
  return a === b || (a?.liked === b?.liked && a?.reposted === b?.reposted);
}

function isSameCounts(a: Counts, b: Counts): boolean {
  return a.replies === b.replies && a.reposts === b.reposts && a.likes === b.likes && a.quotes === b.quotes;
}

function hasAuthor(post: Buffer, at: number, author: Uint8Array): boolean {
  return post.compare(author, 0, author.length, at, at + author.length) === 0;
}
