import type { Role } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { PostState } from './post.ts';
import { type Audience, isVisible, postNotFound } from './visibility.ts';

/**
 * Authors remove their own posts, moderators and operators those of others. A caller who may not see a post does not
 * learn that it exists.
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
