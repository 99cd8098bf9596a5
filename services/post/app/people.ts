import { accountDeactivated } from '../../product/refusals.ts';
import type { PostState } from '../domain/post.ts';
import { isVisible, postNotFound } from '../domain/visibility.ts';
import { type Seen, seenBy } from '../hydration/audience.ts';
import type { AppContext } from './context.ts';

/**
 * Refuses a caller whose account is no longer active: a token may outlive its account for a moment.
 * @throws DomainError ACCOUNT_DEACTIVATED
 */
export function requireActor(seen: Seen, userId: string): void {
  if (seen.isActive(userId)) return;
  throw accountDeactivated();
}

/**
 * The post of a list around it.
 * @throws DomainError POST_NOT_FOUND unless the viewer may see it
 */
export async function requireVisible(
  post: Pick<AppContext, 'store' | 'users' | 'relations'>,
  postId: string,
  viewerId: string | undefined,
): Promise<PostState> {
  const state = (await post.store.states([postId])).get(postId);
  if (state === undefined || state.deleted) throw postNotFound();
  const seen = await seenBy(post, { viewerId, userIds: [state.authorId] });
  if (!isVisible(state, seen)) throw postNotFound();
  return state;
}
