import type { MessageInitShape } from '@bufbuild/protobuf';
import { type ThreadItemSchema, TombstoneReason } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { type Model, postOf } from '../model/state.ts';
import { byId, expectedPost, isVisible, standingReplies, tombstone, type Viewer } from './posts.ts';

const maxAncestors = 100;

/** The item of a post in a conversation. */
export function expectedItem(
  model: Model,
  id: string,
  viewer: Viewer,
): MessageInitShape<typeof ThreadItemSchema> {
  return isVisible(model, id, viewer)
    ? { content: { case: 'post', value: expectedPost(model, id, viewer) } }
    : tombstone(id, TombstoneReason.UNAVAILABLE);
}

/** Whether there are replies; without replies, a thread of a hidden post is not opened. */
export function hasReplies(model: Model, id: string): boolean {
  return standingReplies(model, id).length > 0;
}

/** The ancestors of a post, the first post of the conversation first. */
export function ancestorIds(model: Model, id: string): string[] {
  const ids: string[] = [];
  for (let above = postOf(model, id).replyToId; above !== ''; above = postOf(model, above).replyToId) {
    ids.unshift(above);
  }
  return ids.slice(-maxAncestors);
}

/** Visible direct replies, oldest first. */
export function visibleReplyIds(model: Model, id: string, viewer: Viewer): string[] {
  return standingReplies(model, id)
    .filter((reply) => isVisible(model, reply.id, viewer))
    .map((reply) => reply.id);
}

/** Direct replies that are listed in a thread, oldest first; hidden ones only while they have replies. */
export function threadReplyIds(model: Model, id: string, viewer: Viewer): string[] {
  return [...model.posts.values()]
    .filter(
      (post) => post.replyToId === id && (isVisible(model, post.id, viewer) || hasReplies(model, post.id)),
    )
    .sort(byId)
    .map((post) => post.id);
}
