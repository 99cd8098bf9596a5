import type { Role } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { PostState } from './post.ts';
import { type Audience, isVisible, postNotFound } from './visibility.ts';

/**
 * Decides who may delete a post: its author, moderators and operators. A caller who may not see the post gets the same error
 * as for a missing one.
 *
 * @throws DomainError POST_NOT_FOUND, NOT_OWNER
 */
export function requireRemovable(
  state: PostState | undefined,
  { userId, role }: { readonly userId: string; readonly role: Role },
  audience: Audience,
): void {
  if (state === undefined) throw postNotFound();
  if (state.authorId === userId || role !== 'user') return;
  throw isVisible(state, audience)
    ? new DomainError('NOT_OWNER', 'the post belongs to another person', { field: 'post_id' })
    : postNotFound();
}
