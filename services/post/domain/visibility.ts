import { DomainError } from '../../../platform/domain-error.ts';
import { blocked } from '../../product/refusals.ts';
import type { PostState } from './post.ts';

/** What decides which people one viewer may see, among those who were looked up. */
export interface Audience {
  /** Whether the account is active. */
  isActive(userId: string): boolean;
  /** Whether this person or the viewer has blocked the other. */
  isBlocked(userId: string): boolean;
  /** Whether the viewer muted this person; false if mutes were not read. */
  isMuted(userId: string): boolean;
}

/**
 * The one rule of visibility: the post exists, its author is active, and neither the author nor the viewer
 * has blocked the other.
 */
export function isVisible(state: PostState | undefined, audience: Audience): state is PostState {
  return (
    state !== undefined &&
    !state.deleted &&
    audience.isActive(state.authorId) &&
    !audience.isBlocked(state.authorId)
  );
}

/**
 * Requires a post that a person wants to answer, quote, like or repost. Unlike a reader, they get an error that names a
 * block, because they may have seen the post before the block.
 *
 * @throws DomainError POST_NOT_FOUND, or BLOCKED; `field` names the request's field.
 */
export function requireReachable(state: PostState | undefined, audience: Audience, field: string): PostState {
  if (state === undefined || state.deleted || !audience.isActive(state.authorId)) throw postNotFound(field);
  if (audience.isBlocked(state.authorId)) {
    throw blocked(field);
  }
  return state;
}

/**
 * Requires that the posts that a new post answers and quotes exist.
 * @throws DomainError POST_NOT_FOUND; `field` names the request's field
 */
export function requireSubjects(
  { replyToId, quotedId }: { readonly replyToId: string; readonly quotedId: string },
  exists: (postId: string) => boolean,
): void {
  if (replyToId !== '' && !exists(replyToId)) throw postNotFound('reply_to_post_id');
  if (quotedId !== '' && !exists(quotedId)) throw postNotFound('quoted_post_id');
}

export function postNotFound(field = 'post_id'): DomainError {
  return new DomainError('POST_NOT_FOUND', 'there is no such post', { field });
}
