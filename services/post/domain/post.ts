import type { HashtagEntity, LinkEntity, MentionEntity } from '../text/entities.ts';

/** How an entry reaches followers: pushed into their rings, or merged when they read. */
export type Stamp = 'push' | 'pull';

/** The counts of a post's replies, reposts, likes and quotes: the number of rows of each. */
export interface Counts {
  readonly replies: number;
  readonly reposts: number;
  readonly likes: number;
  readonly quotes: number;
}

export const NO_COUNTS: Counts = Object.freeze({ replies: 0, reposts: 0, likes: 0, quotes: 0 });

/** What one person did with a post. */
export interface ViewerState {
  readonly liked: boolean;
  readonly reposted: boolean;
}

export const NOTHING_DONE: ViewerState = Object.freeze({ liked: false, reposted: false });

/** A mention of a handle that a person had when the post was created. */
export interface Mention extends MentionEntity {
  readonly userId: string;
}

/** The content of a post. It never changes while the post exists. */
export interface PostBody {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly HashtagEntity[];
  readonly links: readonly LinkEntity[];
  readonly mediaIds: readonly string[];
}

/** The place of a post among others. Ids of missing posts are empty. */
export interface PostPlace {
  readonly authorId: string;
  readonly replyToId: string;
  /** The first post of the conversation; the post's own id when it starts one. */
  readonly rootId: string;
  readonly quotedId: string;
}

/** Everything of a post besides its body. A deleted post keeps its place, for the threads through it. */
export interface PostState extends PostPlace {
  readonly id: string;
  readonly deleted: boolean;
  readonly counts: Counts;
}

export interface NewPost extends PostBody, PostPlace {
  /** The id that the write claimed first. It differs from the post's id only if the post was stored by a later attempt. */
  readonly writeId: string;
  /** Empty if it is no reply. */
  readonly replyToAuthorId: string;
  /** Empty if it quotes nothing. */
  readonly quotedAuthorId: string;
  readonly stamp: Stamp;
}

/** An entry of an author's timeline: a post or a repost. */
export interface Entry {
  /** The id of the post or of the repost. */
  readonly id: string;
  readonly actorId: string;
  /** The id of the post; equal to `id` unless it is a repost. */
  readonly subjectId: string;
  readonly subjectAuthorId: string;
  readonly stamp: Stamp;
}

/** Entries of famous authors (more followers than the fan-out threshold) are merged at read; others are pushed. */
export function stampOf(followerCount: number, famousFollowers: number): Stamp {
  return followerCount > famousFollowers ? 'pull' : 'push';
}
