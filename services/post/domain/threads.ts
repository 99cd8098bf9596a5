import type { PostState } from './post.ts';

/** How many posts above one a thread shows, the nearest first to be kept. */
export const MAX_ANCESTORS = 100;

/** Where a new post stands in a conversation: under the post that it answers, or at the start of its own. */
export function placeInThread(
  id: string,
  parent: PostState | undefined,
): { replyToId: string; replyToAuthorId: string; rootId: string } {
  if (parent === undefined) return { replyToId: '', replyToAuthorId: '', rootId: id };
  return { replyToId: parent.id, replyToAuthorId: parent.authorId, rootId: parent.rootId };
}

/**
 * Whether a tombstone stands for a post that can't be shown when a thread is opened at it, or at the post that it answers:
 * only while there is something below it to be read. Otherwise it is as if it never was.
 */
export function leavesTombstone(state: PostState | undefined): boolean {
  return state !== undefined && state.counts.replies > 0;
}
