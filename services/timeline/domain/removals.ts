import type { LiveReaders } from './live-readers.ts';

/**
 * Sends removals to open streams: to those of readers whose timeline may contain the post, whichever connection delivered it.
 * The server does not remember what it sent; clients ignore removals of posts that they do not have.
 */
export interface Removals {
  /** Notes a repost, so that a removal of the post also reaches the reposter's followers. */
  reposted(postId: string, actorId: string): void;
  removed(postId: string, authorId: string): void;
}

/** The most reposts that are remembered: the newest. */
const retained = 50_000;

export function removals(live: Pick<LiveReaders, 'removed'>, maxReposts = retained): Removals {
  /** The reposters by post; the post that was first reposted comes first. */
  const reposters = new Map<string, Set<string>>();
  let reposts = 0;
  const forgetOldest = () => {
    for (const [postId, actorIds] of reposters) {
      for (const actorId of actorIds) {
        if (reposts <= maxReposts) return;
        actorIds.delete(actorId);
        reposts -= 1;
      }
      reposters.delete(postId);
    }
  };
  return {
    reposted(postId, actorId) {
      const actorIds = reposters.get(postId) ?? new Set();
      if (actorIds.has(actorId)) return;
      reposters.set(postId, actorIds.add(actorId));
      reposts += 1;
      if (reposts > maxReposts) forgetOldest();
    },
    removed(postId, authorId) {
      const actorIds = reposters.get(postId) ?? new Set<string>();
      if (reposters.delete(postId)) reposts -= actorIds.size;
      live.removed(postId, [authorId, ...actorIds]);
    },
  };
}
