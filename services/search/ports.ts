import type { PostDocument, SearchedPost } from './domain/document.ts';
import type { PersonDocument, SearchedPerson } from './domain/person.ts';
import type { Search } from './domain/search.ts';

/**
 * Documents by id, and a second copy of them while the index is rebuilt. Changes are durable when they return. They may be
 * repeated and overlap; changes of one id that overlap leave one of them. Concurrent calls do not fail each other: a call
 * rejects only because of its own documents.
 *
 * **Limits**: at most 1,000 documents or ids a call, each id once.
 * **Errors**: DomainError DEPENDENCY_UNAVAILABLE when the engine does not answer; some documents may be changed then, and a
 * repeat completes the change. Any other error means that the engine refuses a document, also at a repeat.
 */
export interface Documents<D> {
  /** Adds documents; replaces those with the same ids. They are found within a second after it returns. */
  put(documents: readonly D[]): Promise<void>;
  /** Removes documents. Unknown ids change nothing. They are not found from a second after it returns. */
  remove(ids: readonly string[]): Promise<void>;
  /** How many there are; 0 when the engine has lost the index. In a cluster it may be a second old. */
  count(): Promise<number>;
  /**
   * Begins a rebuild with an empty copy; it ends an earlier one. A later rebuild has a greater id (as a string). Does nothing if
   * this one was begun or finished already. When it resolves, every later put and remove, in every process of the deployment,
   * changes both copies. Reads still use the old one.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun
   */
  beginRebuild(rebuildId: string): Promise<void>;
  /**
   * Puts documents into the copy of this rebuild only, except those that were put or removed since it was begun: these changes are newer.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun, REBUILD_LOST when its copy does not exist
   */
  fill(rebuildId: string, documents: readonly D[]): Promise<void>;
  /**
   * Reads use the copy of this rebuild, and the old one is removed. Does nothing if it was finished already.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun, REBUILD_LOST when its copy does not exist
   */
  finishRebuild(rebuildId: string): Promise<void>;
}

/** A page of a list of ids in descending order. */
export interface IdPage {
  /** Only ids below this one; absent for the newest. */
  readonly beforeId?: string;
  /** At most 1,000. */
  readonly limit: number;
}

/** A found post with what its score needs. */
export interface Candidate {
  readonly id: string;
  /** PostDocument.words.length. */
  readonly wordCount: number;
  readonly likeLevel: number;
}

/**
 * Posts as they are searched for. `matches` of domain/search.ts defines what is found; the time of a post is the time of its
 * id. Both columns of a document are split on blanks and nothing else.
 */
export interface PostIndex extends Documents<PostDocument> {
  /** The found ids, greatest first. Fewer than the limit means the end. */
  newest(search: Search, page: IdPage): Promise<string[]>;
  /**
   * Found posts to be ranked, each once, in no order: the newest `newest` (at most 1,000), and the `mostLiked` (at most 500)
   * of the greatest like levels above 0. Of one level the newest are chosen.
   */
  candidates(search: Search, limits: { newest: number; mostLiked: number }): Promise<Candidate[]>;
  /**
   * Hashtags of indexed posts that begin with `prefix` (at least one character, in lower case), most posts first, then in
   * order of their code points. At most `limit` (up to 100). Of more than 10,000 hashtags with the prefix some may be left out.
   */
  hashtags(prefix: string, limit: number): Promise<string[]>;
}

/** What a person must have to be found: of each list at least one term. At most 20 lists of at most 100 terms. */
export type PeopleCondition = readonly (readonly string[])[];

/** The place of a person in the order of the index. */
export interface RankedPerson {
  readonly id: string;
  /** PersonDocument.level. */
  readonly level: number;
}

/**
 * People as they are searched for: greatest level first, then in order of ids. Ids of one millisecond may be in any order, as
 * long as it stays the same.
 */
export interface PeopleIndex extends Documents<PersonDocument> {
  /** Only people after the place `after`; absent for the first. At most `limit` (up to 1,000); fewer means the end. */
  find(
    condition: PeopleCondition,
    page: { readonly after?: RankedPerson | undefined; readonly limit: number },
  ): Promise<RankedPerson[]>;
}

/** Keeps an index fast that does not merge its segments itself. */
export interface SegmentMerge {
  /** Makes one short step, which changes no answer. @returns false when nothing was left to do */
  step(): Promise<boolean>;
}

/** A post as a viewer may see it. */
export interface ShownPost {
  readonly authorId: string;
  /** An encoded skein.post.v1.Post. */
  readonly bytes: Uint8Array;
}

/** A page of a scan. */
export interface Scanned<T> {
  readonly items: readonly T[];
  /** Where the next page begins; empty after the last. */
  readonly nextAfterId: string;
}

/** Posts, from the post service. Lists may have any length. Errors of the post service are passed on. */
export interface Posts {
  /** Posts that the viewer may see (undefined: a stranger), by id. Deleted, hidden and blocked ones are absent. */
  hydrate(ids: readonly string[], viewerId: string | undefined): Promise<ReadonlyMap<string, ShownPost>>;
  /** The existing posts, whoever may see them, each once, in no order. */
  stored(ids: readonly string[]): Promise<SearchedPost[]>;
  /** All existing posts in a stable order. At most 1,000 a page; a page may be empty. */
  scan(afterId: string, limit: number): Promise<Scanned<SearchedPost>>;
  /** The ids of direct replies to a post, also a deleted one. At most 100 a page. */
  replyIds(postId: string, afterId: string, limit: number): Promise<Scanned<string>>;
}

export interface FoundPerson extends SearchedPerson {
  /** An encoded skein.user.v1.User. */
  readonly bytes: Uint8Array;
}

/** People, from the user service. Lists may have any length. Errors of the user service are passed on. */
export interface People {
  /** The accounts among these that exist, active or deactivated. A purged account does not. */
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Active accounts by id; all others are absent. */
  active(ids: readonly string[]): Promise<ReadonlyMap<string, FoundPerson>>;
  /** Ids by lower-case handle. Handles of unknown and deactivated accounts are absent. */
  resolveHandles(handles: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All active accounts in order of ids. At most 1,000 a page; a page may be empty. */
  scan(afterId: string, limit: number): Promise<Scanned<SearchedPerson>>;
}

/** Follows, blocks and mutes, from the graph service. Lists may have any length. Its errors are passed on. */
export interface Relations {
  /** Those who blocked the viewer or whom the viewer blocked, and those whom the viewer muted. */
  hiddenAmong(
    viewerId: string,
    userIds: readonly string[],
  ): Promise<{ readonly blocked: ReadonlySet<string>; readonly muted: ReadonlySet<string> }>;
  /** How many follow each; absent means 0. */
  followerCounts(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
