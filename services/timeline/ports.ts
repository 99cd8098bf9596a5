import type { ViewerGraph } from './domain/audience.ts';
import type { Entry } from './domain/entry.ts';
import type { CandidateFacts, CandidateQuery } from './domain/filter-visible.ts';
import type { RepostWindow } from './domain/folding.ts';
import type { AuthorCursor } from './domain/merge.ts';
import type { BuiltRing } from './domain/ring.ts';

/** What people follow, mute and block, as the graph service holds it. */
export interface ViewerGraphs {
  /**
   * One consistent state under one version; a viewer without edges has an empty one. `known` is a state that was read
   * before: the answer is the same object while its version holds. Errors of the graph service are thrown as they are.
   */
  get(viewerId: string, known?: ViewerGraph): Promise<ViewerGraph>;
}

/** What people posted and reposted, as the post service holds it. */
export interface Entries {
  /**
   * The newest entry id of each author, all of one moment; authors without entries are absent. At most 5,001 ids.
   * The entry may be gone by now: the id is an upper bound.
   */
  heads(authorIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Entries below each cursor, newest first, in the cursors' order; fewer than the limit only at the end. What was deleted is absent. Any number of cursors. */
  list(cursors: readonly AuthorCursor[], limit: number): Promise<Entry[][]>;
  /**
   * Reposts of each window's post within it by these people, newest first, in the windows' order; fewer than the limit
   * only at the end. At most 100 windows and 5,001 people.
   */
  repostsBy(
    actorIds: ReadonlySet<string>,
    windows: readonly RepostWindow[],
    limit: number,
  ): Promise<Entry[][]>;
}

/** Who looks, and at what. */
export interface Viewing {
  /** Undefined for nobody. */
  readonly viewerId: string | undefined;
  /** Quoted posts of people whom the viewer muted are tombstones: so it is in his home timeline, and nowhere else. */
  readonly hideMutedQuotes: boolean;
}

/** The judge of what exists: whatever it does not give is deleted, hidden from the viewer, or never was. */
export interface Hydration {
  /**
   * Posts by id as the viewer may see them, and what else their entries are judged by. Posts of authors between whom
   * and the viewer a block stands are among them: the caller, who has the viewer's graph, leaves them out.
   */
  gather(wanted: CandidateQuery, viewing: Viewing): Promise<CandidateFacts>;
  /** Encoded skein.user.v1.User of accounts that are active; all others are absent. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/**
 * Rings by reader (domain/ring.ts has the bytes). Any ring may vanish at any time: its reader's timeline is then read
 * from the authors' lists until it is built again. Operations on one ring are atomic. `push` takes any number of readers. `read`
 * answers undefined where the store fails; the others throw DomainError DEPENDENCY_UNAVAILABLE.
 */
export interface RingStore {
  /** The ring, which lives on from now; undefined without one. The bytes are the caller's to keep, not to change. */
  read(readerId: string): Promise<Buffer | undefined>;
  /** The ring, made empty where there is none. */
  open(readerId: string): Promise<Buffer>;
  /** Appends to those of the readers' rings that exist; makes none. Repeats are allowed. Answers to whose. */
  push(entry: Entry, readerIds: readonly string[]): Promise<string[]>;
  /** Completes the ring of this birth with what the lists had; false when it is gone or another took its place. */
  complete(readerId: string, birth: bigint, built: BuiltRing): Promise<boolean>;
  /**
   * The ring, if there is one, does not end with its life any more, until it is dropped: for famous people, of whom there are
   * few. Where the store has too little room for all, others go first.
   */
  keep(readerId: string): Promise<void>;
  drop(readerId: string): Promise<void>;
}

/** Who follows whom, from the store itself and never from a cache. */
export interface Followers {
  /** Behind `afterId`, one that it gave before, in an order that stays; fewer than the limit (up to 5,000) only at the end. */
  page(authorId: string, afterId: string, limit: number): Promise<string[]>;
}
