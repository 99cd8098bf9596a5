import type { Counts, Entry, NewPost, PostState, Stamp, ViewerState } from '../domain/post.ts';
import type { AuthorHead } from '../ports.ts';

interface Repost {
  readonly id: string;
  readonly postId: string;
  readonly userId: string;
  readonly stamp: Stamp;
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** The contract of PostStore in the plainest form: lists of rows; everything else is counted and sorted from them. */
export class PostModel {
  readonly posts = new Map<string, NewPost>();
  readonly removals = new Map<string, string>();
  readonly likes = new Set<string>();
  readonly #reposts = new Map<string, Repost>();
  readonly #heads = new Map<string, { all: string; pull: string }>();

  exists(id: string): boolean {
    return this.posts.has(id) && !this.removals.has(id);
  }

  /** Returns whether the store must accept it. */
  create(post: NewPost): boolean {
    if (this.posts.has(post.id)) return true;
    for (const subject of [post.replyToId, post.quotedId]) if (subject && !this.exists(subject)) return false;
    this.posts.set(post.id, post);
    this.#raise(post.authorId, post.id, post.stamp);
    return true;
  }

  delete(id: string, removalId: string): boolean {
    if (this.exists(id)) this.removals.set(id, removalId);
    return this.removals.get(id) === removalId;
  }

  like(postId: string, userId: string, on: boolean): void {
    if (on) this.likes.add(`${postId} ${userId}`);
    else this.likes.delete(`${postId} ${userId}`);
  }

  repost(postId: string, userId: string, id: string, stamp: Stamp): void {
    const key = `${postId} ${userId}`;
    if (this.#reposts.has(key)) return;
    this.#reposts.set(key, { id, postId, userId, stamp });
    this.#raise(userId, id, stamp);
  }

  repostId(postId: string, userId: string): string | undefined {
    return this.#reposts.get(`${postId} ${userId}`)?.id;
  }

  unrepost(postId: string, userId: string): void {
    this.#reposts.delete(`${postId} ${userId}`);
  }

  purge(userId: string): void {
    for (const key of [...this.likes]) if (key.endsWith(` ${userId}`)) this.likes.delete(key);
    for (const [key, repost] of this.#reposts) if (repost.userId === userId) this.#reposts.delete(key);
    for (const post of this.posts.values()) {
      if (post.authorId === userId && this.exists(post.id)) this.removals.set(post.id, 'purged');
    }
    this.#heads.delete(userId);
  }

  counts(id: string): Counts {
    const standing = [...this.posts.values()].filter((post) => this.exists(post.id));
    return {
      replies: standing.filter((post) => post.replyToId === id).length,
      quotes: standing.filter((post) => post.quotedId === id).length,
      likes: this.likers(id).length,
      reposts: this.reposters(id).length,
    };
  }

  state(id: string): PostState | undefined {
    const post = this.posts.get(id);
    if (post === undefined) return undefined;
    const { authorId, replyToId, rootId, quotedId } = post;
    return { id, authorId, replyToId, rootId, quotedId, deleted: !this.exists(id), counts: this.counts(id) };
  }

  viewer(postId: string, userId: string): ViewerState {
    const key = `${postId} ${userId}`;
    return { liked: this.likes.has(key), reposted: this.#reposts.has(key) };
  }

  likers(postId: string): string[] {
    return [...this.likes]
      .filter((key) => key.startsWith(`${postId} `))
      .map((key) => key.split(' ')[1]!)
      .sort();
  }

  reposters(postId: string): string[] {
    return [...this.#reposts.values()]
      .filter((each) => each.postId === postId)
      .map(({ userId }) => userId)
      .sort();
  }

  replies(postId: string): string[] {
    return [...this.posts.values()]
      .filter(({ id, replyToId }) => replyToId === postId && (this.exists(id) || this.counts(id).replies > 0))
      .map(({ id }) => id)
      .sort();
  }

  quotes(postId: string): string[] {
    return [...this.posts.values()]
      .filter(({ id, quotedId }) => quotedId === postId && this.exists(id))
      .map(({ id }) => id)
      .sort()
      .reverse();
  }

  ancestors(postId: string): string[] {
    const above: string[] = [];
    for (let id = this.posts.get(postId)?.replyToId; id; id = this.posts.get(id)?.replyToId) above.push(id);
    return above;
  }

  entries(authorId: string): Entry[] {
    const own = [...this.posts.values()]
      .filter((post) => post.authorId === authorId && this.exists(post.id))
      .map(({ id, stamp }) => ({ id, actorId: authorId, subjectId: id, subjectAuthorId: authorId, stamp }));
    const reposts = [...this.#reposts.values()].filter((each) => each.userId === authorId);
    return [...own, ...this.#entriesOf(reposts)].sort(byId).reverse();
  }

  reposts(postId: string): Entry[] {
    return this.#entriesOf([...this.#reposts.values()].filter((each) => each.postId === postId))
      .sort(byId)
      .reverse();
  }

  head(authorId: string): AuthorHead | undefined {
    const head = this.#heads.get(authorId);
    return head && { authorId, lastEntryId: head.all, lastPullEntryId: head.pull };
  }

  #entriesOf(reposts: Repost[]): Entry[] {
    return reposts
      .filter(({ postId }) => this.exists(postId))
      .map(({ id, postId, userId, stamp }) => ({
        id,
        actorId: userId,
        subjectId: postId,
        subjectAuthorId: this.posts.get(postId)!.authorId,
        stamp,
      }));
  }

  #raise(authorId: string, id: string, stamp: Stamp): void {
    const { all = '', pull = '' } = this.#heads.get(authorId) ?? {};
    const highest = (a: string, b: string) => (a > b ? a : b);
    this.#heads.set(authorId, { all: highest(all, id), pull: stamp === 'pull' ? highest(pull, id) : pull });
  }
}
