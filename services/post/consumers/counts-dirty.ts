import type { EventHandlers } from '../../hosting/consume.ts';
import type { Recounts } from '../ports.ts';

/** Counts anew what somebody changed around a post. The topic is keyed by post: one at a time for each. */
export function countsDirty({ recount }: Recounts): EventHandlers<'count'> {
  return { countsDirty: ({ postId }, { actorId, timeMs }) => recount({ postId, actorId, timeMs }) };
}
