import type { GraphCounts, Relationship } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Post, TombstoneReason } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { type OptimisticStore, optimisticStore } from './optimistic-store.ts';

/** A post, or the fact that it does not exist (any more) for this reader. */
export type PostState = { readonly post: Post; readonly gone?: never } | { readonly gone: true };

/** Posts and users by id. Every view reads them here, so a change appears everywhere. */
export interface Entities {
  readonly posts: OptimisticStore<PostState>;
  readonly users: OptimisticStore<User>;
  readonly relationships: OptimisticStore<Relationship>;
  readonly graphCounts: OptimisticStore<GraphCounts>;
  /** The store's time: read it before a request and pass it with the response. */
  now(): number;
  /**
   * Stores posts with their authors and quoted posts.
   * @returns their ids
   */
  takePosts(posts: readonly Post[], asked: number): string[];
  /** @returns their ids */
  takeUsers(users: readonly User[], asked: number): string[];
  /** Marks a post that was deleted or may not be seen. */
  losePost(id: string): void;
}

/** How many of a kind are kept in addition to those on screen. */
const maxValues = 5_000;

export function createEntities(): Entities {
  const posts = optimisticStore<PostState>(maxValues);
  const users = optimisticStore<User>(maxValues);
  // A counter, not a clock: it orders requests and responses independent of the machine's time.
  let time = 0;

  const losePost = (id: string) => {
    time += 1;
    posts.put(id, { gone: true }, time);
  };
  const takeQuoted = ({ quoted, quotedPostId }: Post, asked: number) => {
    if (quoted?.content.case === 'post') {
      const post = quoted.content.value;
      if (post.author) users.put(post.author.id, post.author, asked);
      // A quoted post lacks fields of a full one, such as its own quoted post.
      const known = posts.kept(post.id);
      const outdated = known?.value.gone && asked > known.asked;
      if (known === undefined || outdated) posts.put(post.id, { post }, asked);
    } else if (isUnavailable(quoted) && asked > (posts.kept(quotedPostId)?.asked ?? 0)) {
      posts.put(quotedPostId, { gone: true }, asked);
    }
  };

  return {
    posts,
    users,
    relationships: optimisticStore<Relationship>(maxValues),
    graphCounts: optimisticStore<GraphCounts>(maxValues),
    now() {
      time += 1;
      return time;
    },
    takePosts(found, asked) {
      for (const post of found) {
        if (post.author) users.put(post.author.id, post.author, asked);
        posts.put(post.id, { post }, asked);
        takeQuoted(post, asked);
      }
      return found.map(({ id }) => id);
    },
    takeUsers(found, asked) {
      for (const user of found) users.put(user.id, user, asked);
      return found.map(({ id }) => id);
    },
    losePost,
  };
}

/** A muted author's post is hidden in quotes only; a read by id returns it. */
function isUnavailable(quoted: Post['quoted']): boolean {
  return quoted?.content.case === 'tombstone' && quoted.content.value.reason === TombstoneReason.UNAVAILABLE;
}
