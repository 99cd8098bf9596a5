import type { ViewerGraph } from './domain/audience.ts';
import type { Entry } from './domain/entry.ts';
import type { RepostWindow } from './domain/folding.ts';
import type { ShownPost } from './domain/judge.ts';
import type { AuthorCursor } from './domain/merge.ts';

/** What people follow, mute and block, as the graph service holds it. */
export interface ViewerGraphs {
  /** One consistent state under one version; a viewer without edges has an empty one. */
  get(viewerId: string): Promise<ViewerGraph>;
  /** Whether one of the two has blocked the other. */
  blocked(viewerId: string, otherId: string): Promise<boolean>;
}

/** What people posted and reposted, as the post service holds it. */
export interface Entries {
  /**
   * The newest entry id of each author, all of one moment; authors without entries are absent.
   * The entry may be gone by now: the id is an upper bound.
   */
  heads(authorIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Entries below each cursor, newest first, in the cursors' order; fewer than the limit only at the end. What was deleted is absent. */
  list(cursors: readonly AuthorCursor[], limit: number): Promise<Entry[][]>;
  /** Reposts of each window's post within it, newest first, in the windows' order; fewer than the limit only at the end. */
  reposts(windows: readonly RepostWindow[], limit: number): Promise<Entry[][]>;
}

/** The judge of what exists: whatever it does not give is deleted, hidden from the viewer, or never was. */
export interface Hydration {
  /**
   * Posts by id, as the viewer may see them.
   * @param authorsChecked the caller leaves out authors that the viewer may not see; else this does
   */
  posts(
    ids: readonly string[],
    viewerId: string | undefined,
    authorsChecked: boolean,
  ): Promise<ReadonlyMap<string, ShownPost>>;
  /** Encoded skein.user.v1.User of accounts that are active; all others are absent. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}
