import type { CheckedPart, CountCheck } from '../../platform/count-check.ts';
import type { Users } from '../product/users.ts';
import type { Relationship } from './domain/relation.ts';

export type { Card } from '../product/users.ts';

/** A change of the relationship of the actor to the target, with the facts of its event. */
export interface RelationChange {
  readonly actorId: string;
  /** Not the actor: the caller has refused that already. */
  readonly targetId: string;
  /** The id of the change and its event. Fixed by the idempotency claim, so that a repeat has the same id. */
  readonly eventId: string;
  /** Whether the change may be repeated, because it has a request_id. It is then made once, see `GraphStore`. */
  readonly mayRepeat: boolean;
  /** The request id of the call, for the event; empty without one. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

export interface Changed {
  /** False if the relationship is so already, or this change was made before. Then there is no event and no version grows. */
  readonly changed: boolean;
  /** The relationship of the actor to the target after the change, read in its transaction. */
  readonly relationship: Relationship;
}

/** Everything that decides what a person may see, under one version. Each list is in id order, without repeats. */
export interface ViewerGraph {
  /** 1 for an unknown person. It grows with every change of the lists, and only then. */
  readonly version: number;
  /** Whether the version is the caller's known one. Then the lists are left out and empty. */
  readonly unchanged: boolean;
  readonly followingIds: readonly string[];
  readonly mutedIds: readonly string[];
  /** The people whom the viewer has blocked, and those who have blocked the viewer. */
  readonly blockedIds: readonly string[];
}

/** Whom a viewer does not see, of some people. */
export interface Hidden {
  /** A block is between them and the viewer, in either direction. */
  readonly blockedIds: readonly string[];
  /** The viewer mutes them. */
  readonly mutedIds: readonly string[];
}

export interface GraphCounts {
  readonly followerCount: number;
  readonly followingCount: number;
}

export const NO_COUNTS: GraphCounts = Object.freeze({ followerCount: 0, followingCount: 0 });

export interface Suggestion {
  readonly userId: string;
  /** The number of sources (followed accounts that were read) that follow this account; at least 1. */
  readonly mutualCount: number;
}

/** The most that one call to `suggestions` may read. */
export interface SuggestionBounds {
  /** The most followed accounts whose follows are read: the sources. */
  readonly maxSources: number;
  /** The most follows of all sources; at least SKEIN_MAX_FOLLOWING, or else accounts that follow many are never read. */
  readonly maxEdges: number;
}

/** Lists of ids of one person that are read in pages. Callers may not rely on their order. */
export type ListName = 'followers' | 'following' | 'blocked' | 'muted';

/**
 * Follows, blocks and mutes. "Id order" is the order of ids as strings.
 *
 * **Changes** are one durable transaction each: the edge, the exact counts of both sides, the versions of everyone whose view
 * changes, and the event's outbox row. They return after the commit. A change that the relationship already has returns
 * `changed` false. A repeat of a committed change with `mayRepeat` changes nothing either, even after later changes: a follow
 * that is repeated after its unfollow does not follow again. A refused change may be made later under the same id. Concurrent
 * changes are serialised: two follows at the limit do not both succeed, and a follow concurrent with a block leaves no edge,
 * in either order.
 *
 * **Reads** see only committed changes, and every change that returned before they began. The store does not know whether an
 * account exists or is active: the user service does.
 *
 * **Errors**: those below, and DomainError DEPENDENCY_UNAVAILABLE when the engine does not answer.
 */
export interface GraphStore {
  /**
   * Raises the actor's version.
   * @throws DomainError BLOCKED, FOLLOWING_LIMIT as `admitFollow`; an existing follow is never refused.
   */
  follow(change: RelationChange, maxFollowing: number): Promise<Changed>;
  /** Raises the actor's version. */
  unfollow(change: RelationChange): Promise<Changed>;
  /** Removes the follows of both directions too, without events of their own. Raises the versions of both by one. */
  block(change: RelationChange): Promise<Changed>;
  /** Raises the versions of both. Does not restore follows, and keeps a block of the other direction. */
  unblock(change: RelationChange): Promise<Changed>;
  /** Raises the actor's version. */
  mute(change: RelationChange): Promise<Changed>;
  /** Raises the actor's version. */
  unmute(change: RelationChange): Promise<Changed>;

  /** One consistent snapshot. `knownVersion` 0 means none. */
  viewerGraph(userId: string, knownVersion: number): Promise<ViewerGraph>;
  /** The versions of these people's graphs, in the order given, repeats included. At most 1,000 ids. */
  versions(userIds: readonly string[]): Promise<number[]>;
  /**
   * Ids after `afterId` (empty: from the start), at most `limit` (up to 5,000). Fewer means the end. The order is the store's
   * own. It never changes for two people, so a list that changes between two pages neither skips nor repeats the others.
   * `afterId` is an id of an earlier page, which may have left the list.
   */
  list(name: ListName, userId: string, afterId: string, limit: number): Promise<string[]>;
  /** One per id, in the order of the ids, with repeats. Zeros for an unknown person. At most 1,000 ids. */
  counts(userIds: readonly string[]): Promise<GraphCounts[]>;
  /** One per id, in the order of the ids, with repeats. All false for unknown ids and the viewer. At most 1,000 ids. */
  relationships(viewerId: string, userIds: readonly string[]): Promise<Relationship[]>;
  /** The ids of people whom the viewer does not see, each once, in no order. At most 1,000 ids; repeats allowed. */
  hiddenAmong(viewerId: string, userIds: readonly string[]): Promise<Hidden>;
  /**
   * Friends of friends: accounts that the viewer's followed accounts follow, without the viewer and people whom the viewer
   * follows or mutes, or who block, or are blocked by, the viewer. Most mutual follows first, then in
   * id order; at most `limit`, after `after`.
   *
   * The sources are the followed accounts that follow fewest (then in id order), each read whole, within both bounds. A
   * follow by an account that follows few is more significant and costs less to read.
   */
  suggestions(query: {
    viewerId: string;
    after?: Suggestion;
    limit: number;
    bounds: SuggestionBounds;
  }): Promise<Suggestion[]>;

  /**
   * Removes at most `limit` edges of a person in one transaction. Counts of others stay exact, and versions grow of people
   * whose lists had the person. Returns the number of removed edges. Less than `limit` means that none is left. No event: the
   * purge of the account has its own.
   */
  purge(userId: string, limit: number): Promise<number>;
  /**
   * Compares the counts of people with their edges, in id order. A store that counts the edges at every read keeps no counts,
   * and compares nobody.
   */
  verifyCounts(part: CheckedPart): Promise<CountCheck>;
  /**
   * Removes at most `limit` records of changes with `mayRepeat` that were last repeated before `timeMs`. Returns their
   * number. Records must be kept as long as their claims.
   */
  forgetChanges(timeMs: number, limit: number): Promise<number>;
}

/** People from the user service. */
export type UserDirectory = Pick<Users, 'cards'>;
