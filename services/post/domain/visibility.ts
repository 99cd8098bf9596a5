import { DomainError } from '../../../platform/domain-error.ts';
import { blocked } from '../../product/refusals.ts';
import type { PostState } from './post.ts';

/** Who may be seen by one viewer, of the people who were asked about. */
export interface Audience {
  /** The account stands. */
  isActive(userId: string): boolean;
  /** A block stands between this person and the viewer, in either direction. */
  isBlocked(userId: string): boolean;
  /** The viewer muted this person; never where mutes were not asked for. */
  isMuted(userId: string): boolean;
}

/** The one rule of what may be shown: the post stands, its author stands, and no block is between. */
export function isVisible(state: PostState | undefined, audience: Audience): state is PostState {
  return (
    state !== undefined &&
    !state.deleted &&
    audience.isActive(state.authorId) &&
    !audience.isBlocked(state.authorId)
  );
}

/**
 * A post that somebody wants to answer, quote, like or repost. Unlike a reader he is told of a block: he may
 * have come from a page that he saw before it.
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
 * A post is stored only while the posts that it answers and quotes exist.
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
