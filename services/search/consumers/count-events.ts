import { ActionTaken_Kind, RelationChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventHandlers } from '../../hosting/consume.ts';

/** Resolves when the post or person is indexed with its present count. */
export type Refresh = (id: string) => Promise<unknown>;

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

/** Waits for work, but not beyond the end of the consumer: the event is then delivered again. */
async function unlessAborted(signal: AbortSignal, work: readonly Promise<unknown>[]): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([Promise.all(work), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
