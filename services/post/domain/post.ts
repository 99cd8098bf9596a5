import type { HashtagEntity, LinkEntity, MentionEntity } from '../text/entities.ts';

/** How an entry reaches followers: pushed into their rings, or merged when they read. */
export type Stamp = 'push' | 'pull';

/** How often a post was answered, reposted, liked and quoted: the number of rows behind each. */
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

/** A mention whose handle was somebody's when the post was made. */
export interface Mention extends MentionEntity {
  readonly userId: string;
}

/** What a post says. Never changes while the post exists. */
export interface PostBody {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly HashtagEntity[];
  readonly links: readonly LinkEntity[];
  readonly mediaIds: readonly string[];
}

/** Where a post stands among others. Ids of what there is not are empty. */
export interface PostPlace {
  readonly authorId: string;
  readonly replyToId: string;
  /** The first post of the conversation; the post's own id when it starts one. */
  readonly rootId: string;
  readonly quotedId: string;
}

/** What there is of a post beside its body. Of a deleted post the place stays, for the threads through it. */
export interface PostState extends PostPlace {
  readonly id: string;
  readonly deleted: boolean;
  readonly counts: Counts;
}

export interface NewPost extends PostBody, PostPlace {
  /** The id that the write was given when it first arrived; the post's own unless it is done only now. */
  readonly writeId: string;
  /** Empty without a post that it answers. */
  readonly replyToAuthorId: string;
  /** Empty without a post that it quotes. */
  readonly quotedAuthorId: string;
  readonly stamp: Stamp;
}

/** A place in an author's timeline: a post of his, or a repost. */
export interface Entry {
  /** Of the post itself, or of the repost. */
  readonly id: string;
  readonly actorId: string;
  /** The post; equal to `id` unless it is a repost. */
  readonly subjectId: string;
  readonly subjectAuthorId: string;
  readonly stamp: Stamp;
}

/** Entries of authors above the fan-out threshold (famous: more followers than it) are not pushed but merged at read. */
export function stampOf(followerCount: number, famousFollowers: number): Stamp {
  return followerCount > famousFollowers ? 'pull' : 'push';
}
