import { DomainError } from '../../../platform/domain-error.ts';
import { blocked } from '../../product/refusals.ts';

/** How a viewer and another person stand to each other. */
export interface Relationship {
  readonly userId: string;
  /** The viewer follows the other. */
  readonly following: boolean;
  readonly followedBy: boolean;
  /** The viewer has blocked the other. */
  readonly blocking: boolean;
  readonly blockedBy: boolean;
  /** The viewer has muted the other. */
  readonly muting: boolean;
}

/** What happened between two people. */
export type RelationKind = 'FOLLOWED' | 'UNFOLLOWED' | 'BLOCKED' | 'UNBLOCKED' | 'MUTED' | 'UNMUTED';

/** @throws DomainError SELF_TARGET: nobody follows, blocks or mutes himself. */
export function refuseSelf(actorId: string, targetId: string): void {
  if (actorId !== targetId) return;
  throw new DomainError('SELF_TARGET', 'users cannot do this to themselves', { field: 'user_id' });
}

/**
 * Whether a new follow may be made; every store asks inside the transaction that makes it. A block
 * weighs more than the limit: it is the answer when both stand in the way.
 *
 * @throws DomainError BLOCKED, FOLLOWING_LIMIT (metadata `limit`).
 */
export function admitFollow(now: {
  /** A block stands between the two, in either direction. */
  blocked: boolean;
  /** How many the actor follows already. */
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
