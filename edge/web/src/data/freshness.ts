import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { Entities } from './entities.ts';

export interface FreshnessOptions {
  readonly entities: Entities;
  readonly batchGetPosts: (
    postIds: string[],
    signal: AbortSignal,
  ) => Promise<{ readonly posts: readonly Post[]; readonly missingIds: readonly string[] }>;
  /**
   * Calls `work` periodically while the page is visible, and when it becomes visible.
   * @returns a function that stops it
   */
  readonly whileVisible: (work: () => void) => () => void;
}

/** Refreshes what is on screen, so that counts, and deletions that no stream reports, do not go stale. */
export interface Freshness {
  /** @returns a function to call when the post leaves the screen */
  onScreen(postId: string): () => void;
  /** Refreshes now, and once more after a running refresh, because something may have changed. */
  readAgain(): void;
  close(): void;
}

/** The contract's limit of ids a call. */
const maxIds = 100;

export function createFreshness({ entities, batchGetPosts, whileVisible }: FreshnessOptions): Freshness {
  const visible = new Map<string, number>();
  const closing = new AbortController();
  let reading = false;
  let askedAgain = false;

  const read = async () => {
    askedAgain = reading;
    if (reading || visible.size === 0) return;
    reading = true;
    const ids = [...visible.keys()].flatMap((id) => [id, quotedOf(entities, id)]).filter((id) => id !== '');
    const distinct = [...new Set(ids)];
    try {
      for (let from = 0; from < distinct.length; from += maxIds) {
        const asked = entities.now();
        const { posts, missingIds } = await batchGetPosts(
          distinct.slice(from, from + maxIds),
          closing.signal,
        );
        entities.takePosts(posts, asked);
        for (const id of missingIds) entities.losePost(id);
      }
    } catch {
      // The next refresh tries again; the screen is unchanged.
    }
    reading = false;
    if (askedAgain) await read();
  };
  const end = whileVisible(() => void read());
  return {
    onScreen(postId) {
      visible.set(postId, (visible.get(postId) ?? 0) + 1);
      return () => {
        const others = (visible.get(postId) ?? 0) - 1;
        if (others > 0) visible.set(postId, others);
        else visible.delete(postId);
      };
    },
    readAgain: () => void read(),
    close() {
      end();
      closing.abort();
    },
  };
}

function quotedOf({ posts }: Entities, id: string): string {
  const state = posts.get(id);
  return state === undefined || state.gone ? '' : state.post.quotedPostId;
}
