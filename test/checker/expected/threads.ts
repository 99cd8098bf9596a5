import type { MessageInitShape } from '@bufbuild/protobuf';
import { type ThreadItemSchema, TombstoneReason } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { type Model, postOf } from '../model/state.ts';
import { byId, expectedPost, isVisible, standingReplies, tombstone, type Viewer } from './posts.ts';

const maxAncestors = 100;

/** What stands in a conversation in the place of a post. */
export function expectedItem(
  model: Model,
  id: string,
  viewer: Viewer,
): MessageInitShape<typeof ThreadItemSchema> {
  return isVisible(model, id, viewer)
    ? { content: { case: 'post', value: expectedPost(model, id, viewer) } }
    : tombstone(id, TombstoneReason.UNAVAILABLE);
}

/** Whether there is something below a post; without, a thread is not opened at one that can't be shown. */
export function hasReplies(model: Model, id: string): boolean {
  return standingReplies(model, id).length > 0;
}

/** What a post answers, the first post of the conversation first. */
export function ancestorIds(model: Model, id: string): string[] {
  const ids: string[] = [];
  for (let above = postOf(model, id).replyToId; above !== ''; above = postOf(model, above).replyToId) {
    ids.unshift(above);
  }
  return ids.slice(-maxAncestors);
}

/** Direct replies that can be seen, oldest first. */
export function visibleReplyIds(model: Model, id: string, viewer: Viewer): string[] {
  return standingReplies(model, id)
    .filter((reply) => isVisible(model, reply.id, viewer))
    .map((reply) => reply.id);
}

/** Direct replies that have a place in a thread, oldest first; one that can't be seen only while it has replies itself. */
export function threadReplyIds(model: Model, id: string, viewer: Viewer): string[] {
  return [...model.posts.values()]
    .filter(
      (post) => post.replyToId === id && (isVisible(model, post.id, viewer) || hasReplies(model, post.id)),
    )
    .sort(byId)
    .map((post) => post.id);
}
