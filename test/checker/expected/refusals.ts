import type { ReasonName } from '../../../platform/domain-error.ts';
import { type Model, personOf } from '../model/state.ts';
import { isActive, isBlockBetween, personByHandle } from './people.ts';
import { isVisible } from './posts.ts';

// The refusal reason of each write; undefined when it is accepted.

type Refusal = ReasonName | undefined;

/** Of a reply, quote, like or repost: BLOCKED is visible to the caller. */
export function ofReaching(model: Model, actorId: string, postId: string): Refusal {
  if (!isVisible(model, postId, undefined)) return 'POST_NOT_FOUND';
  return isVisible(model, postId, actorId) ? undefined : 'BLOCKED';
}

/** Of removing a like or repost, which a block does not prevent. */
export function ofTakingBack(model: Model, postId: string): Refusal {
  return isVisible(model, postId, undefined) ? undefined : 'POST_NOT_FOUND';
}

export function ofDeleting(model: Model, actorId: string, postId: string): Refusal {
  if (!isVisible(model, postId, actorId)) return 'POST_NOT_FOUND';
  return model.posts.get(postId)?.authorId === actorId ? undefined : 'NOT_OWNER';
}

/** Of unfollow, block, unblock, mute and unmute. */
export function ofRelating(model: Model, actorId: string, targetId: string): Refusal {
  if (actorId === targetId) return 'SELF_TARGET';
  return isActive(model, targetId) ? undefined : 'USER_NOT_FOUND';
}

export function ofFollowing(model: Model, actorId: string, targetId: string): Refusal {
  const refusal = ofRelating(model, actorId, targetId);
  if (refusal !== undefined) return refusal;
  const { following } = personOf(model, actorId);
  if (isBlockBetween(model, actorId, targetId)) return 'BLOCKED';
  if (following.has(targetId)) return undefined;
  return following.size >= model.rules.maxFollowing ? 'FOLLOWING_LIMIT' : undefined;
}

/** Of taking a handle; the user's own in other letter case is free. */
export function ofHandle(model: Model, handle: string, ownerId?: string): Refusal {
  const holder = personByHandle(model, handle);
  return holder === undefined || holder.id === ownerId ? undefined : 'HANDLE_TAKEN';
}
