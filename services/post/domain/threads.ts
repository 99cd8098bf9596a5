import type { PostState } from './post.ts';

/** The most posts above one that a thread shows: the nearest. */
export const MAX_ANCESTORS = 100;

/** The place of a new post in a conversation: below the post that it answers, or at the start of a new one. */
export function placeInThread(
  id: string,
  parent: PostState | undefined,
): { replyToId: string; replyToAuthorId: string; rootId: string } {
  if (parent === undefined) return { replyToId: '', replyToAuthorId: '', rootId: id };
  return { replyToId: parent.id, replyToAuthorId: parent.authorId, rootId: parent.rootId };
}

/**
 * Whether a thread shows a tombstone for a hidden post that it is opened at, or that its post answers: only if visible posts
 * are below it. Otherwise the post does not exist for the viewer.
 */
export function leavesTombstone(state: PostState | undefined): boolean {
  return state !== undefined && state.counts.replies > 0;
}
