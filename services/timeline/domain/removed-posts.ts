/** Posts that one stream has sent and that are gone now; bounded, the oldest sent are forgotten. */
export interface RemovedPosts {
  /** Posts that were sent. */
  sent(postIds: readonly string[]): void;
  /** A post is gone; kept if it was sent. */
  note(postId: string): void;
  /** What is to be told, once. */
  take(): string[];
}

/** How far back a removal is told. */
const remembered = 800;

/** @param noted is called when there is something to tell */
export function removedPosts(noted: () => void): RemovedPosts {
  const sent = new Set<string>();
  let gone: string[] = [];
  return {
    sent(postIds) {
      for (const id of postIds) {
        sent.delete(id);
        sent.add(id);
      }
      for (const id of sent) {
        if (sent.size <= remembered) break;
        sent.delete(id);
      }
    },
    note(postId) {
      if (!sent.delete(postId)) return;
      gone.push(postId);
      noted();
    },
    take() {
      const taken = gone;
      gone = [];
      return taken;
    },
  };
}
