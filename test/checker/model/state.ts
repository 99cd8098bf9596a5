import type { Inbox } from './inboxes.ts';

/** The whole network without caches, counters or versions. */
export interface Model {
  readonly people: Map<string, Person>;
  readonly posts: Map<string, Post>;
  rules: Rules;
}

/** Settings that affect responses. They change when the server is restarted. */
export interface Rules {
  readonly foldWindowMs: number;
  readonly maxFollowing: number;
  readonly maxSessions: number;
}

export interface Person {
  readonly id: string;
  readonly createdMs: number;
  handle: string;
  /** Empty: the handle is shown. */
  displayName: string;
  bio: string;
  email: string;
  region: string;
  dailyDigest: boolean;
  weeklyDigest: boolean;
  password: string;
  active: boolean;
  readonly following: Set<string>;
  readonly blocking: Set<string>;
  readonly muting: Set<string>;
  /** Open sessions, oldest first. */
  sessions: Session[];
  readonly inbox: Inbox;
}

export interface Session {
  readonly id: string;
  readonly deviceName: string;
  accessToken: string;
  /** The refresh tokens of its generations; the last is current. */
  readonly refreshTokens: string[];
}

export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly handle: string;
  readonly userId: string;
}

export interface Hashtag {
  readonly start: number;
  readonly end: number;
  readonly tag: string;
}

export interface Link {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/** The content of a post; positions count code points. */
export interface Content {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly Hashtag[];
  readonly links: readonly Link[];
}

export interface Post extends Content {
  readonly id: string;
  readonly authorId: string;
  /** Empty without one, as `quotedId`. */
  readonly replyToId: string;
  readonly rootId: string;
  readonly quotedId: string;
  deleted: boolean;
  /** Ids of people. */
  readonly likedBy: Set<string>;
  /** From the user to the entry. */
  readonly repostedBy: Map<string, string>;
}

export function emptyModel(rules: Rules): Model {
  return { people: new Map(), posts: new Map(), rules };
}

/** @throws Error for an id that the model does not have: a bug of the checker. */
export function personOf(model: Model, id: string): Person {
  const person = model.people.get(id);
  if (person === undefined) throw new Error(`the model has no person ${id}`);
  return person;
}

/** @throws Error as `personOf` */
export function postOf(model: Model, id: string): Post {
  const post = model.posts.get(id);
  if (post === undefined) throw new Error(`the model has no post ${id}`);
  return post;
}
