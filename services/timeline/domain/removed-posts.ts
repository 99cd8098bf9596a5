/** Posts that one stream has sent and that are gone now; bounded, the oldest sent are forgotten. */
export interface RemovedPosts {
  /** Posts are looked at from now on: one that goes before it is sent is told as well. */
  looking(): void;
  /** Posts that are being sent, as they were looked at. */
  sent(postIds: readonly string[]): void;
  /** A post is gone; kept if it was sent, or if one is being looked at. */
  note(postId: string): void;
  /** What is to be told, once. */
  take(): string[];
}

/** How far back a removal is told. */
const remembered = 800;

/** @param noted is called when there is something to tell */
export function removedPosts(noted: () => void): RemovedPosts {
  const sent = new Set<string>();
  /** What went during a look. */
  let meanwhile: Set<string> | undefined;
  let gone: string[] = [];
  return {
    looking() {
      meanwhile = new Set();
    },
    sent(postIds) {
      for (const id of postIds) {
        sent.delete(id);
        if (meanwhile?.has(id)) gone.push(id);
        else sent.add(id);
      }
      meanwhile = undefined;
      for (const id of sent) {
        if (sent.size <= remembered) break;
        sent.delete(id);
      }
    },
    note(postId) {
      meanwhile?.add(postId);
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
