import type { CheckedPart, CountCheck } from '../../platform/count-check.ts';
import type { Users } from '../product/users.ts';
import type { Counts, Entry, NewPost, PostBody, PostState, Stamp, ViewerState } from './domain/post.ts';

export type { Card } from '../product/users.ts';

/** The store of the post service. It uses only the order of ids, not their content. */
export interface PostStore extends Posts, Reactions, PostLists, Entries {
  /**
   * Removes up to `limit` rows of a person: reposts, likes, then posts (as deletePost does, with their events), last the
   * author's head. Counts of others' posts change in the same step. Returns whether more is left. It may be repeated, also
   * after an abort at any point.
   */
  purge(userId: string, limit: number): Promise<boolean>;
  /**
   * Compares the counts of posts with their rows: replies and quotes that are not deleted, likes, reposts. In a stable order of
   * the store. Where counts change shortly after their rows, a famous post's may be listed although its count is under way.
   */
  verifyCounts(part: CheckedPart): Promise<CountCheck>;
}

/**
 * Posts by id. Every read that starts after a write was acknowledged sees the write.
 * **Limits**: at most 1,000 ids a read; repeats allowed. **Errors**: those below, and DomainError DEPENDENCY_UNAVAILABLE when
 * the engine does not answer.
 */
export interface Posts {
  /**
   * Stores a post with its entry, the author's head, the counts of the posts that it answers and quotes, and its events, all
   * or nothing. Changes nothing if the write already has a post, deleted or not. Returns the id of the write's post. Only the
   * first attempt uses the write's own id as the post's id, and it may repeat it; later attempts use new ids.
   * @throws DomainError POST_NOT_FOUND when the post that it answers or quotes is deleted; `field` is reply_to_post_id or
   * quoted_post_id.
   */
  createPost(post: NewPost): Promise<string>;
  /** The id of the post that a write stored, deleted or not. */
  postOfWrite(writeId: string): Promise<string | undefined>;
  /**
   * Deletes a post: removes its body and its entry, keeps its place, and updates the counts of the posts that it answers and
   * quotes. Returns false if the post is unknown or another removal has deleted it. A repeat with the same `removalId`
   * returns true and changes nothing.
   */
  deletePost(removal: { postId: string; removalId: string; actorId: string }): Promise<boolean>;
  /** States by id, including deleted posts, in no order. Unknown ids are absent. */
  states(ids: readonly string[]): Promise<ReadonlyMap<string, PostState>>;
  /** Bodies by id. Deleted posts and unknown ids are absent. */
  bodies(ids: readonly string[]): Promise<ReadonlyMap<string, PostBody>>;
  /**
   * Ids of all posts, including deleted ones, after `afterId` (empty for the start) in a stable order of the store. At most
   * `limit` (up to 1,000); fewer means the end. Posts created during the scan may be missing.
   */
  postIds(afterId: string, limit: number): Promise<readonly string[]>;
}

/** The counts of a post and what the actor did with it, after a reaction. */
export interface Reaction {
  readonly counts: Counts;
  readonly viewer: ViewerState;
}

export interface Reposted extends Reaction {
  /** The entry of the existing repost; empty if a later change undid it. */
  readonly repostId: string;
}

export interface NewEntry {
  readonly id: string;
  readonly stamp: Stamp;
}

/** One request of a person to change something. */
export interface Change {
  /** Later changes of a person have greater ids, except for clock skew between machines. */
  readonly id: string;
  /** Whether an earlier attempt may have made the change. Then later changes must not be undone. */
  readonly repeated: boolean;
}

/**
 * Likes and reposts: at most one of each per person and post. Creating an existing one, or removing a missing one, changes
 * nothing, publishes no event, and returns the same. So does a repeated change after a later one of the same person, post and
 * kind. Events are stored in the same step. Counts change in the same step or shortly after (of a famous post, or after a
 * crash: see Recounts). The result includes the caller's own change, but counts of a famous post may be a moment old.
 * All throw DomainError POST_NOT_FOUND (field post_id) for unknown and deleted posts.
 */
export interface Reactions {
  like(postId: string, userId: string, change: Change): Promise<Reaction>;
  unlike(postId: string, userId: string, change: Change): Promise<Reaction>;
  /** Creates the repost with this entry. If the person has reposted the post already, the existing entry stays. */
  repost(postId: string, userId: string, change: Change, entry: NewEntry): Promise<Reposted>;
  unrepost(postId: string, userId: string, change: Change): Promise<Reaction>;
  /** What a person did with posts. Ids without a reaction are absent. */
  viewerStates(userId: string, postIds: readonly string[]): Promise<ReadonlyMap<string, ViewerState>>;
  /** The reactions of a person to the posts with the greatest ids, at most `limit` posts, including undone reactions. */
  recentReactions(userId: string, limit: number): Promise<RecentReactions>;
}

/** All reactions of one person to posts with ids from `fromId` on. */
export interface RecentReactions {
  /** Empty if they are all reactions of the person. */
  readonly fromId: string;
  /** Ids of posts, greatest first. */
  readonly liked: readonly string[];
  readonly reposted: readonly string[];
}

/** For stores that do not change counts in the same transaction as the counted rows. */
export interface Recounts {
  /**
   * Recounts what `actorId` changed around a post at `timeMs`. Without it, counts after an interrupted change, and those of
   * famous posts, would stay wrong. It may be repeated; only one may run per post.
   */
  recount(changed: { postId: string; actorId: string; timeMs: number }): Promise<void>;
}

/**
 * Lists around one post, in pages of at most `limit` (up to 101). `after` and `before` are exclusive; empty means the start.
 */
export interface PostLists {
  /** The posts above one, nearest first, including deleted ones; at most `limit`. */
  ancestorIds(postId: string, limit: number): Promise<readonly string[]>;
  /** Direct replies in id order. Deleted replies are included only if they have replies. */
  replyIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Posts that quote a post, newest first, without deleted ones. */
  quoteIds(postId: string, before: string, limit: number): Promise<readonly string[]>;
  /** People who like a post, in order of their ids. */
  likerIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
  /** People who reposted a post, in order of their ids. */
  reposterIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
}

export interface AuthorCursor {
  readonly authorId: string;
  /** Entries below this id; empty for the newest. */
  readonly before: string;
  /** Entries with this id or above; absent for all. */
  readonly from?: string;
}

export interface RepostWindow {
  readonly subjectId: string;
  /** Inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly before: string;
}

export interface AuthorHead {
  readonly authorId: string;
  /** No entry of the author is above it. The entry itself may be removed already. */
  readonly lastEntryId: string;
  /** No entry of the author that is merged at read is above it; empty if there never was one. */
  readonly lastPullEntryId: string;
}

/**
 * Timelines of authors. They contain neither removed posts nor reposts of removed posts. Each call takes at most as many
 * cursors, windows and ids as PostMeshService does. `pullAuthors` returns at most `limit` heads.
 */
export interface Entries {
  /** One list per cursor, in the cursors' order, newest first. Fewer than `limit` entries means the end. */
  authorEntries(
    cursors: readonly AuthorCursor[],
    limit: number,
    pullOnly: boolean,
  ): Promise<readonly Entry[][]>;
  /** One list per window, in the windows' order, newest first. Fewer than `limit` reposts means the end. */
  reposts(windows: readonly RepostWindow[], limit: number): Promise<readonly Entry[][]>;
  /**
   * By post, the reposts by these people, newest first. Posts without any are absent. The cost depends on the number of
   * people, not on how many others reposted a post.
   */
  repostsBy(
    userIds: readonly string[],
    postIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Entry[]>>;
  /** Heads as of one moment, in no order. Authors who never had an entry are absent. */
  authorHeads(authorIds: readonly string[]): Promise<readonly AuthorHead[]>;
  /** Marks an existing entry as merged at read, and raises the author's head. May be repeated. */
  restamp(actorId: string, entryId: string): Promise<void>;
  /** Heads of authors with entries that are merged at read, by author id, after `after`. Fewer than `limit` means the end. */
  pullAuthors(after: string, limit: number): Promise<readonly AuthorHead[]>;
}

/** The people whom one viewer may not see. */
export interface Hidden {
  /** People who block, or are blocked by, the viewer. */
  readonly blocked: ReadonlySet<string>;
  readonly muted: ReadonlySet<string>;
}

/** Relations from the graph service. Its errors are passed on. */
export interface Relations {
  /** Those who block, or are blocked by, the viewer. Any number of ids. */
  blockedAmong(viewerId: string, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those who block, or are blocked by, the viewer, and those whom the viewer muted. Any number of ids. */
  hiddenAmong(viewerId: string, userIds: readonly string[]): Promise<Hidden>;
  /** The number of followers; 0 for an unknown person. A cache may make it some seconds old. */
  followerCount(userId: string): Promise<number>;
}

/** People from the user service. */
export type UserDirectory = Pick<Users, 'cards' | 'resolveHandles'>;
