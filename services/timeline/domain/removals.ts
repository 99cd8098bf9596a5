import type { LiveReaders } from './live-readers.ts';

/**
 * Tells open streams which posts are gone: those of readers in whose timeline the post may stand, whatever came to them
 * over which connection. Nothing is remembered of what was sent; a client knows best what it holds.
 */
export interface Removals {
  /** Somebody reposted: the post stands in the timelines of those who follow him, too. */
  reposted(postId: string, actorId: string): void;
  removed(postId: string, authorId: string): void;
}

/** Reposts that are remembered, the newest. */
const retained = 50_000;

export function removals(live: Pick<LiveReaders, 'removed'>, maxReposts = retained): Removals {
  /** Who reposted, by post; the one first reposted first. */
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
