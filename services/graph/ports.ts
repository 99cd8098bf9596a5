import type { Users } from '../product/users.ts';
import type { Relationship } from './domain/relation.ts';

export type { Card } from '../product/users.ts';

/** Who changes how he stands to whom, and what its event is to carry. */
export interface RelationChange {
  readonly actorId: string;
  /** Another person than the actor: the caller has refused self targets. */
  readonly targetId: string;
  /** Names the change and its event; fixed by the idempotency claim, so that a redone change is the same one. */
  readonly eventId: string;
  /** The same change may come again (it has a request_id): it is then done once, see `GraphStore`. */
  readonly mayRepeat: boolean;
  /** Of the call, for the event; empty without one. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

export interface Changed {
  /** False: it stood so already, or this change was made before; then there is no event and no version has grown. */
  readonly changed: boolean;
  /** How the actor and the target stand after the change, read in its transaction. */
  readonly relationship: Relationship;
}

/** Everything that decides what a person may see, as of one version. Each list is in id order, without repeats. */
export interface ViewerGraph {
  /** 1 for somebody of whom nothing is known; grows with every change of the lists, never else. */
  readonly version: number;
  /** The version is the known one: the lists are empty because they were left out. */
  readonly unchanged: boolean;
  readonly followingIds: readonly string[];
  readonly mutedIds: readonly string[];
  /** Whom he blocked and who blocked him. */
  readonly blockedIds: readonly string[];
}

export interface GraphCounts {
  readonly followerCount: number;
  readonly followingCount: number;
}

export interface Suggestion {
  readonly userId: string;
  /** How many of the looked-at accounts that the viewer follows follow this one; at least 1. */
  readonly mutualCount: number;
}

/** How much of the graph one call to `suggestions` may look at. */
export interface SuggestionBounds {
  /** Followed accounts whose follows are read. */
  readonly maxSources: number;
  /** Follows of theirs in all; at least SKEIN_MAX_FOLLOWING, or accounts that follow many are never read. */
  readonly maxEdges: number;
}

/** Lists of ids that are read in pages, each of one person; their order is no promise to anybody. */
export type ListName = 'followers' | 'following' | 'blocked' | 'muted';

/**
 * Follows, blocks and mutes. Ids are opaque; "id order" is their order as strings.
 *
 * **Changes** are one durable transaction each: the edge, the exact counts of both sides, the versions of
 * everyone whose view changes, and the event's outbox row; the answer comes after the commit. A change that
 * stands already changes nothing and says so. One that `mayRepeat` and was answered, or committed, before
 * changes nothing either, whatever happened since: a follow that comes again after its unfollow stays undone.
 * A refused change was not made. Concurrent changes are as if made one after the other: two
 * follows at the limit do not both pass, and a follow beside a block ends without an edge, either way round.
 *
 * **Reads** see committed changes only, and every change that was answered before they began. Nothing here
 * knows whether an account exists or is active: the user service does.
 *
 * **Errors**: what is said below, and DomainError DEPENDENCY_UNAVAILABLE where the engine does not answer.
 */
export interface GraphStore {
  /**
   * The actor's version grows.
   * @throws DomainError BLOCKED, FOLLOWING_LIMIT as `admitFollow` says; an edge that stands is never refused.
   */
  follow(change: RelationChange, maxFollowing: number): Promise<Changed>;
  /** The actor's version grows. */
  unfollow(change: RelationChange): Promise<Changed>;
  /** Takes the follows of both directions away (no event of their own); the versions of both grow, by one each. */
  block(change: RelationChange): Promise<Changed>;
  /** The versions of both grow; follows do not come back. A block of the other direction stays. */
  unblock(change: RelationChange): Promise<Changed>;
  /** The actor's version grows. */
  mute(change: RelationChange): Promise<Changed>;
  /** The actor's version grows. */
  unmute(change: RelationChange): Promise<Changed>;

  /** One consistent snapshot. `knownVersion` 0 is no known version. */
  viewerGraph(userId: string, knownVersion: number): Promise<ViewerGraph>;
  /**
   * Ids behind `afterId` (empty: from the start), at most `limit` (up to 5,000); fewer only at the end. The order is the store's own:
   * two people keep theirs for ever, so a list that changes between two pages neither skips nor repeats who stays.
   * `afterId` is one that the list gave, whether it is still in it or not.
   */
  list(name: ListName, userId: string, afterId: string, limit: number): Promise<string[]>;
  /** Zeros for somebody of whom nothing is known. */
  counts(userId: string): Promise<GraphCounts>;
  /** By user id; who has no followers is absent. At most 1,000 ids. */
  followerCounts(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** One for each id in the order given, repeats included; all false for unknown ids and the viewer. At most 1,000 ids. */
  relationships(viewerId: string, userIds: readonly string[]): Promise<Relationship[]>;
  /** Those of the ids with a block between them and the viewer, either way; each once, in no promised order. At most 1,000 ids; repeats allowed. */
  blocksBetween(viewerId: string, userIds: readonly string[]): Promise<string[]>;
  /**
   * Friends of friends: whom the viewer's followed accounts follow, without himself and whomever he follows,
   * mutes, has blocked or is blocked by. Most mutual follows first, then in id order; at most `limit` behind
   * `after` in that order.
   *
   * Looked at are the followed accounts that follow fewest (then in id order), each whole, as long as they
   * are within both bounds: a follow of somebody who follows few says more, and costs less to read.
   */
  suggestions(query: {
    viewerId: string;
    after?: Suggestion;
    limit: number;
    bounds: SuggestionBounds;
  }): Promise<Suggestion[]>;

  /**
   * Takes away edges of a person, at most `limit` of them, in one transaction: counts of the others stay
   * exact, versions grow of those whose lists had him. Answers how many it took: below `limit` means that
   * nothing is left of him. No event: the purge of the account has its own.
   */
  purge(userId: string, limit: number): Promise<number>;
  /**
   * Forgets up to `limit` of the changes that `mayRepeat` and last came before `timeMs`; answers how many.
   * They must be remembered for as long as their claims.
   */
  forgetChanges(timeMs: number, limit: number): Promise<number>;
}

/** What the user service knows. */
export type UserDirectory = Pick<Users, 'cards'>;
