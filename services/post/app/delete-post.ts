import type { UserCaller } from '../../../platform/auth/caller.ts';
import { requireRemovable } from '../domain/removal.ts';
import { postNotFound } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import type { AppContext } from './context.ts';
import { requireActor } from './people.ts';

export function deletePost(context: AppContext) {
  const { store } = context;
  return async (
    postId: string,
    removalId: string,
    { userId, role }: Pick<UserCaller, 'userId' | 'role'>,
  ): Promise<void> => {
    const state = (await store.states([postId])).get(postId);
    const userIds = state === undefined ? [userId] : [userId, state.authorId];
    const seen = await seenBy(context, { viewerId: userId, userIds });
    requireActor(seen, userId);
    requireRemovable(state, { userId, role }, seen);
    if (!(await store.deletePost({ postId, removalId, actorId: userId }))) throw postNotFound();
  };
}
