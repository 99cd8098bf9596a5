import { DomainError } from '../../../platform/domain-error.ts';
import { blocked } from '../../product/refusals.ts';

/** The relationship of a viewer to another person. */
export interface Relationship {
  readonly userId: string;
  /** The viewer follows the other person. */
  readonly following: boolean;
  readonly followedBy: boolean;
  /** The viewer has blocked the other person. */
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  /** The viewer has muted the other person. */
  readonly muting: boolean;
}

/** The kinds of changes between two people. */
export type RelationKind = 'FOLLOWED' | 'UNFOLLOWED' | 'BLOCKED' | 'UNBLOCKED' | 'MUTED' | 'UNMUTED';

/** @throws DomainError SELF_TARGET: people can't follow, block or mute themselves. */
export function refuseSelf(actorId: string, targetId: string): void {
  if (actorId !== targetId) return;
  throw new DomainError('SELF_TARGET', 'users cannot do this to themselves', { field: 'user_id' });
}

/**
 * Decides whether a new follow is allowed. Every store calls it inside the transaction of the follow. A block takes
 * precedence over the limit.
 *
 * @throws DomainError BLOCKED, FOLLOWING_LIMIT (metadata `limit`).
 */
export function admitFollow(now: {
  /** Whether there is a block between the two, in either direction. */
  blocked: boolean;
  /** The number of people that the actor follows already. */
  followingCount: number;
  maxFollowing: number;
}): void {
  if (now.blocked) {
    throw blocked('user_id');
  }
  if (now.followingCount < now.maxFollowing) return;
  throw new DomainError('FOLLOWING_LIMIT', `an account can follow at most ${now.maxFollowing} accounts`, {
    metadata: { limit: String(now.maxFollowing) },
  });
}
