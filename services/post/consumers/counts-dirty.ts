import type { EventHandlers } from '../../hosting/consume.ts';
import type { Recounts } from '../ports.ts';

/** Recounts what a person changed around a post. The topic is keyed by post, so recounts of one post do not overlap. */
export function countsDirty({ recount }: Recounts): EventHandlers<'count'> {
  return { countsDirty: ({ postId }, { actorId, timeMs }) => recount({ postId, actorId, timeMs }) };
}
