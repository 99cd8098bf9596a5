import type { Users } from '../product/users.ts';
import type { Counts, Entry, NewPost, PostBody, PostState, Stamp, ViewerState } from './domain/post.ts';

export type { Card } from '../product/users.ts';

/** Everything that PostStore keeps. All ids are opaque to it but for their order. */
export interface PostStore extends Posts, Reactions, PostLists, Entries {
  /**
   * Removes up to `limit` rows of a person: reposts, likes, then posts (as deletePost does, with their events),
   * last his head; counts of others' posts follow in the same step. Answers whether there is more to remove.
   * Safe to repeat and to break off.
   */
  purge(userId: string, limit: number): Promise<boolean>;
}

/**
 * Posts by id. What a write answered is seen by every read that starts afterwards.
 * **Limits**: at most 1,000 ids a read; repeats allowed. **Errors**: as said below, and DomainError DEPENDENCY_UNAVAILABLE
 * where the engine does not answer.
 */
export interface Posts {
  /**
   * Stores a post with its entry, the author's head, the counts of the posts that it answers and quotes, and
   * its events, all or nothing. Where the write has its post already, deleted or not, nothing changes. Answers
   * the id of the write's post. Under the write's own id only its first arrival comes, which may do it again; others have
   * ids of their own.
   * @throws DomainError POST_NOT_FOUND when the post that it answers or quotes was deleted meanwhile; `field`
   *   is reply_to_post_id or quoted_post_id.
   */
  createPost(post: NewPost): Promise<string>;
  /** The id of the post that a write stored, deleted or not. */
  postOfWrite(writeId: string): Promise<string | undefined>;
  /**
   * Deletes a post: its body and its entry go, its place stays; the counts of the posts that it answers and
   * quotes follow. Answers false when it is not there or was deleted by another removal; the same `removalId`
   * again answers true and changes nothing.
   */
  deletePost(removal: { postId: string; removalId: string; actorId: string }): Promise<boolean>;
  /** States by id, deleted posts included, in no order; unknown ids are absent. */
  states(ids: readonly string[]): Promise<ReadonlyMap<string, PostState>>;
  /** Bodies by id; deleted posts and unknown ids are absent. */
  bodies(ids: readonly string[]): Promise<ReadonlyMap<string, PostBody>>;
}

/** The counts of a post and what the actor did with it, after a reaction. */
export interface Reaction {
  readonly counts: Counts;
  readonly viewer: ViewerState;
}

export interface Reposted extends Reaction {
  /** The entry of the repost that stands; empty when a later change took it away. */
  readonly repostId: string;
}

export interface NewEntry {
  readonly id: string;
  readonly stamp: Stamp;
}

/** One wish of one person to change something. */
export interface Change {
  /** Later changes of a person have greater ids, clock skew between machines aside. */
  readonly id: string;
  /** It arrived before and may have been done then; what happened since is not to be undone. */
  readonly repeated: boolean;
}

/**
 * Likes and reposts: at most one of each for a person and a post. Making what is there, or taking away what
 * is not, changes nothing, has no event, and answers the same; so does a repeated change once a later one of
 * the same person, post and kind was done. Events change in the same step; counts too, or in the moments after it (of a
 * famous post, or after a crash: see Recounts). The answer has the caller's own change in it, but for the counts of a famous
 * post, which may be those of a moment before.
 * All throw DomainError POST_NOT_FOUND (field post_id) when the post is not there or was deleted.
 */
export interface Reactions {
  like(postId: string, userId: string, change: Change): Promise<Reaction>;
  unlike(postId: string, userId: string, change: Change): Promise<Reaction>;
  /** Makes the entry one of the person's; when he reposted the post before, that entry stays instead. */
  repost(postId: string, userId: string, change: Change, entry: NewEntry): Promise<Reposted>;
  unrepost(postId: string, userId: string, change: Change): Promise<Reaction>;
  /** What a person did with posts; ids with which he did nothing are absent. */
  viewerStates(userId: string, postIds: readonly string[]): Promise<ReadonlyMap<string, ViewerState>>;
}

/** For stores whose counts do not change in the same transaction as the rows that are counted. */
export interface Recounts {
  /**
   * Counts anew what `actorId` changed around a post at `timeMs`. Without it the counts of a store that was broken off
   * within a change, and those of famous posts, stay where they were. Safe to repeat; one at a time for a post.
   */
  recount(changed: { postId: string; actorId: string; timeMs: number }): Promise<void>;
}

/** Lists around one post, in pages of at most `limit` (up to 101); `after` and `before` are exclusive, empty for the start. */
export interface PostLists {
  /** The posts above one, nearest first, deleted ones included; at most `limit`. */
  ancestorIds(postId: string, limit: number): Promise<readonly string[]>;
  /** Direct replies in id order; deleted ones only while they have replies themselves. */
  replyIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Posts that quote a post, newest first, without deleted ones. */
  quoteIds(postId: string, before: string, limit: number): Promise<readonly string[]>;
  /** Who likes a post, in id order of the people. */
  likerIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Who reposted a post, in id order of the people. */
  reposterIds(postId: string, after: string, limit: number): Promise<readonly string[]>;
}

export interface AuthorCursor {
  readonly authorId: string;
  /** Entries below this id; empty for the newest. */
  readonly before: string;
  /** Entries with this id or above; without it all. */
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
  /** No entry of the author is above it; the entry itself may have been removed since. */
  readonly lastEntryId: string;
  /** No pull entry of the author is above it; empty when he never had one. */
  readonly lastPullEntryId: string;
}

/**
 * Author timelines. Neither removed posts nor reposts of removed posts are in any list. At most as many cursors, windows
 * and ids a call as the contract's PostMeshService takes; `pullAuthors` gives at most `limit` heads.
 */
export interface Entries {
  /** For each cursor, in the cursors' order: entries newest first, fewer than `limit` only at the end. */
  authorEntries(
    cursors: readonly AuthorCursor[],
    limit: number,
    pullOnly: boolean,
  ): Promise<readonly Entry[][]>;
  /** For each window, in the windows' order: reposts newest first, fewer than `limit` only at the end. */
  reposts(windows: readonly RepostWindow[], limit: number): Promise<readonly Entry[][]>;
  /**
   * For each post that any of these people reposted, their reposts, newest first; other posts are absent. What it costs goes
   * by the people asked for, not by how many others reposted a post.
   */
  repostsBy(
    userIds: readonly string[],
    postIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Entry[]>>;
  /** Heads of one moment, in no order; authors who never had an entry are absent. */
  authorHeads(authorIds: readonly string[]): Promise<readonly AuthorHead[]>;
  /** Makes an entry, if it is there, one that is merged at read, and raises the author's head. Repeats change nothing. */
  restamp(actorId: string, entryId: string): Promise<void>;
  /** Heads of authors with a pull entry, in id order above `after`; fewer than `limit` only at the end. */
  pullAuthors(after: string, limit: number): Promise<readonly AuthorHead[]>;
}

/** Whom one viewer does not see. */
export interface Hidden {
  /** A block stands between them and the viewer, in either direction. */
  readonly blocked: ReadonlySet<string>;
  readonly muted: ReadonlySet<string>;
}

/** What the graph service knows. Its errors are thrown as they are. */
export interface Relations {
  /** Those between whom and the viewer a block stands, in either direction. Any number of ids. */
  blockedAmong(viewerId: string, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The same, and those whom the viewer muted. Any number of ids. */
  hiddenAmong(viewerId: string, userIds: readonly string[]): Promise<Hidden>;
  /** May be some seconds old: a decorator keeps it. 0 for somebody of whom nothing is known. */
  followerCount(userId: string): Promise<number>;
}

/** What the user service knows. */
export type UserDirectory = Pick<Users, 'cards' | 'resolveHandles'>;
