import type { GraphCounts, Relationship } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Post, TombstoneReason } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { type OverlaidStore, overlaidStore } from './overlaid-store.ts';

/** A post, or the fact that it is not there (any more) for this reader. */
export type PostState = { readonly post: Post; readonly gone?: never } | { readonly gone: true };

/** Posts and people by id: what every view reads, so that a change in one shows in all. */
export interface Entities {
  readonly posts: OverlaidStore<PostState>;
  readonly users: OverlaidStore<User>;
  readonly relationships: OverlaidStore<Relationship>;
  readonly graphCounts: OverlaidStore<GraphCounts>;
  /** The store's time: read it before a question is sent, and hand it over with the answer. */
  now(): number;
  /** Keeps posts with their authors and the posts they quote. @returns their ids */
  takePosts(posts: readonly Post[], asked: number): string[];
  /** @returns their ids */
  takeUsers(users: readonly User[], asked: number): string[];
  /** A post that was deleted or may not be seen. */
  losePost(id: string): void;
}

/** How many of a kind are kept beside those on the screen. */
const maxValues = 5_000;

export function createEntities(): Entities {
  const posts = overlaidStore<PostState>(maxValues);
  const users = overlaidStore<User>(maxValues);
  // A counter, not a clock: it orders questions and answers, whatever the machine's time does.
  let time = 0;

  const losePost = (id: string) => {
    time += 1;
    posts.put(id, { gone: true }, time);
  };
  const takeQuoted = ({ quoted, quotedPostId }: Post, asked: number) => {
    if (quoted?.content.case === 'post') {
      const post = quoted.content.value;
      if (post.author) users.put(post.author.id, post.author, asked);
      // It lacks what a post of its own has, such as what it quotes itself.
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
    relationships: overlaidStore<Relationship>(maxValues),
    graphCounts: overlaidStore<GraphCounts>(maxValues),
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

/** A muted author's post is hidden in the quote only: asked for by its id it is there. */
function isUnavailable(quoted: Post['quoted']): boolean {
  return quoted?.content.case === 'tombstone' && quoted.content.value.reason === TombstoneReason.UNAVAILABLE;
}
