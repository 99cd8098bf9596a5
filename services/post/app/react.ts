import { stampOf } from '../domain/post.ts';
import { requireReachable } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import type { Change, Reaction, Reposted } from '../ports.ts';
import type { AppContext } from './context.ts';
import { entryId, idAbove } from './ids.ts';
import { requireActor } from './people.ts';

export type ReactionAct = 'like' | 'unlike' | 'repost' | 'unrepost';

type Apply = (postId: string, userId: string, change: Change) => Promise<Reaction | Reposted>;

/** A reaction of one person to one post. */
export interface Reacting {
  /** Takes the id that the change claims. */
  newId(): Promise<string>;
  /** Makes the change. Returns the counts and the person's state after it. */
  apply(change: Change): Promise<Reaction | Reposted>;
}

/** Likes and reposts, and their removal. */
export function react(context: AppContext) {
  const { store, relations, famousFollowers } = context;
  const repost: Apply = async (postId, userId, change) => {
    const stamp = stampOf(await relations.followerCount(userId), famousFollowers);
    return store.repost(postId, userId, change, { id: entryId(context, change, [postId]), stamp });
  };
  const acts: Readonly<Record<ReactionAct, Apply>> = {
    like: store.like,
    unlike: store.unlike,
    repost,
    unrepost: store.unrepost,
  };

  return (act: ReactionAct, postId: string, userId: string): Reacting => ({
    newId: () => idAbove(context, [postId]),
    async apply(change) {
      const state = (await store.states([postId])).get(postId);
      const authorIds = state === undefined ? [] : [state.authorId];
      // A block forbids a reaction; its removal is always allowed.
      const checkIds = act === 'like' || act === 'repost' ? authorIds : [];
      const seen = await seenBy(context, { viewerId: userId, userIds: [userId, ...authorIds], checkIds });
      requireActor(seen, userId);
      requireReachable(state, seen, 'post_id');
      return acts[act](postId, userId, change);
    },
  });
}
