import { ActionTaken_Kind, RelationChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventHandlers } from '../../hosting/consume.ts';
import { type Refresh, unlessAborted } from './collected.ts';

const likes: ReadonlySet<ActionTaken_Kind> = new Set([ActionTaken_Kind.LIKE, ActionTaken_Kind.UNLIKE]);
const follows: ReadonlySet<RelationChanged_Kind> = new Set([
  RelationChanged_Kind.FOLLOWED,
  RelationChanged_Kind.UNFOLLOWED,
  RelationChanged_Kind.BLOCKED,
]);

/** Indexes posts again when their likes change. */
export function likeEvents(refresh: Refresh): EventHandlers<'action'> {
  return {
    async actionTaken({ kind, postId }, { signal }) {
      if (likes.has(kind) && postId !== '') await unlessAborted(signal, [refresh(postId)]);
    },
  };
}

/** Indexes people again when their followers change. A block ends the follows in both directions. */
export function followEvents(refresh: Refresh): EventHandlers<'follow'> {
  return {
    async relationChanged({ kind, targetId }, { actorId, signal }) {
      if (!follows.has(kind)) return;
      const ids = kind === RelationChanged_Kind.BLOCKED ? [targetId, actorId] : [targetId];
      await unlessAborted(signal, ids.map(refresh));
    },
  };
}
