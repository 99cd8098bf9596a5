import type { ViewerGraph } from './domain/audience.ts';
import type { Entry } from './domain/entry.ts';
import type { CandidateFacts, CandidateQuery } from './domain/filter-visible.ts';
import type { RepostWindow } from './domain/folding.ts';
import type { AuthorCursor } from './domain/merge.ts';
import type { BuiltRing } from './domain/ring.ts';

/** Follows, mutes and blocks, from the graph service. */
export interface ViewerGraphs {
  /**
   * One consistent state under one version. A viewer without edges has an empty state. `known` is a state from an earlier
   * read: the same object is returned while its version is current. Errors of the graph service are passed on.
   */
  get(viewerId: string, known?: ViewerGraph): Promise<ViewerGraph>;
  /** The current versions, in the order of the viewers. Any number of viewers. */
  versions(viewerIds: readonly string[]): Promise<bigint[]>;
}

/** Posts and reposts, from the post service. */
export interface Entries {
  /**
   * The newest entry id of each author, all as of one moment. Authors without entries are absent. At most 5,001 ids. The
   * entry may be removed already: the id is an upper bound.
   */
  heads(authorIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Entries below each cursor, newest first, one list per cursor in the same order. Any number of cursors. A list shorter
   * than the limit is the last. Removed entries are absent.
   */
  list(cursors: readonly AuthorCursor[], limit: number): Promise<Entry[][]>;
  /**
   * Reposts by these people of each window's post within the window, newest first, one list per window in the same order. A
   * list shorter than the limit is complete. At most 100 windows and 5,001 people.
   */
  repostsBy(
    actorIds: ReadonlySet<string>,
    windows: readonly RepostWindow[],
    limit: number,
  ): Promise<Entry[][]>;
}

/** The viewer of posts, and the page they are for. */
export interface Viewing {
  /** Undefined for an anonymous viewer. */
  readonly viewerId: string | undefined;
  /** Whether quoted posts of muted people are tombstones. True only in the viewer's home timeline. */
  readonly hideMutedQuotes: boolean;
}

/** Reads what exists and may be seen. Removed, hidden and unknown posts and people are absent. */
export interface Hydration {
  /**
   * Posts by id as the viewer may see them, with the reposters and reposts that decide about their entries. It does not check
   * blocks between author and viewer: the caller has the viewer's graph and filters by it.
   */
  gather(wanted: CandidateQuery, viewing: Viewing): Promise<CandidateFacts>;
  /** Encoded skein.user.v1.User of active accounts; all others are absent. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/**
 * Rings by reader; domain/ring.ts defines the bytes. A ring may be lost at any time: reads then use the authors' lists until
 * it is built again. Operations on one ring are atomic. `push` takes any number of readers. `read` returns undefined when the
 * store fails; all others throw DomainError DEPENDENCY_UNAVAILABLE.
 */
export interface RingStore {
  /** The ring, or undefined. Renews its TTL. The caller may keep the bytes but must not change them. */
  read(readerId: string): Promise<Buffer | undefined>;
  /**
   * `ringVersion` of each reader's ring, in the order of the readers; undefined without a ring or when the store fails. Resets
   * TTLs as `read` does. Any number of readers.
   */
  versions(readerIds: readonly string[]): Promise<(string | undefined)[]>;
  /** The ring; creates an empty one if there is none. Renews its TTL. */
  open(readerId: string): Promise<Buffer>;
  /**
   * Appends to the existing rings of these readers and creates none. May be repeated. Returns the readers whose ring has it.
   */
  push(entry: Entry, readerIds: readonly string[]): Promise<string[]>;
  /** Completes the ring of this birth with entries of the lists. Returns false if that ring is lost or was replaced. */
  complete(readerId: string, birth: bigint, built: BuiltRing): Promise<boolean>;
  /**
   * Removes the TTL of an existing ring, until the ring is dropped. For famous people, who are few. A full store evicts other
   * rings first.
   */
  keep(readerId: string): Promise<void>;
  drop(readerId: string): Promise<void>;
}

/** The followers of an author, from the store and never from a cache. */
export interface Followers {
  /**
   * The followers after `afterId`, an id of an earlier page, in a stable order. Fewer than the limit (at most 5,000) means
   * the last page.
   */
  page(authorId: string, afterId: string, limit: number): Promise<string[]>;
}
