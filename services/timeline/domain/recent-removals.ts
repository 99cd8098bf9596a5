/** Posts that went a short time ago, for streams that get to know only now that they have something of their authors. */
export interface RecentRemovals {
  /** @param authorIds who wrote it, and who is known to have reposted it */
  note(postId: string, authorIds: readonly string[]): void;
  /** The posts that concern one of these. */
  of(authorIds: ReadonlySet<string>): string[];
}

export interface RecentRemovalsOptions {
  readonly monotonicMs: () => number;
  /** How long they are remembered, in milliseconds: longer than a stream goes without a look at its reader's graph. */
  readonly lifeMs: number;
  /** How many, the newest. */
  readonly max: number;
}

export function recentRemovals({ monotonicMs, lifeMs, max }: RecentRemovalsOptions): RecentRemovals {
  const removals = new Map<string, { readonly authorIds: readonly string[]; readonly atMs: number }>();
  const forget = () => {
    const endedMs = monotonicMs() - lifeMs;
    for (const [postId, { atMs }] of removals) {
      if (atMs >= endedMs && removals.size <= max) return;
      removals.delete(postId);
    }
  };
  return {
    note(postId, authorIds) {
      removals.delete(postId);
      removals.set(postId, { authorIds, atMs: monotonicMs() });
      forget();
    },
    of(authorIds) {
      forget();
      const postIds: string[] = [];
      for (const [postId, { authorIds: whose }] of removals) {
        if (whose.some((id) => authorIds.has(id))) postIds.push(postId);
      }
      return postIds;
    },
  };
}
