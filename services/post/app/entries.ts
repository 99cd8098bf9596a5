import type { Entry } from '../domain/post.ts';
import type { AuthorCursor, RepostWindow } from '../ports.ts';
import type { AppContext } from './context.ts';

/** Lists the entries of authors, which timelines consist of. */
export function entriesOf({ store }: AppContext) {
  return (
    cursors: readonly AuthorCursor[],
    limitPerAuthor: number,
    { pullOnly }: { pullOnly: boolean },
  ): Promise<readonly Entry[][]> => store.authorEntries(cursors, limitPerAuthor, pullOnly);
}

export function repostsOf({ store }: AppContext) {
  /** For each window, in the windows' order: its reposts, newest first. With people, only theirs. */
  return async (
    windows: readonly RepostWindow[],
    limit: number,
    actorIds: readonly string[] = [],
  ): Promise<readonly Entry[][]> => {
    if (actorIds.length === 0) return store.reposts(windows, limit);
    const reposts = await store.repostsBy(
      actorIds,
      windows.map(({ subjectId }) => subjectId),
    );
    return windows.map(({ subjectId, from, before }) =>
      (reposts.get(subjectId) ?? [])
        .filter(({ id }) => id >= from && (before === '' || id < before))
        .slice(0, limit),
    );
  };
}

/** The time before which every entry of this process is announced, in milliseconds since 1970. */
export function announcedUntil({ ids, clockSkewMs, inFlightWrites, oldestWaitingMs }: AppContext) {
  return async (): Promise<number> => {
    const nowMs = ids.nowMs();
    // Streams pass this time less the clock skew, so no later id may be below it, not even after a crash.
    const keptMs = await ids.keep(nowMs - clockSkewMs);
    // In this order: a write that ends between the two reads is then among those that wait.
    const oldestUnderwayMs = inFlightWrites.oldestMs();
    const times = [nowMs, keptMs + clockSkewMs, oldestUnderwayMs, await oldestWaitingMs()];
    return Math.floor(Math.min(...times.filter((ms) => ms !== undefined)));
  };
}
