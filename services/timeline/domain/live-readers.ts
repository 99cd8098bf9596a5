import { systemClock } from '../../../platform/clock.ts';
import { type ExpiringMap, expiringMap } from './expiring-map.ts';

/** An open stream as the fan-out sees it. */
export interface LiveReader {
  readonly readerId: string;
  /** There may be new entries for the reader. A hint: the stream looks for itself. */
  wake(): void;
  /** A post was removed that the reader's timeline may contain. */
  removed(postId: string): void;
}

/** Readers with an open stream in this process. One reader may have several streams. */
export interface LiveReaders {
  /** Adds a stream and returns what removes it. The reader's own entries reach it at once, those of others after `follow`. */
  join(reader: LiveReader): () => void;
  /**
   * Sets whose entries a reader's timeline has, under a version of the reader's graph. Ignores older versions and readers
   * without a stream. Sends the recent removals of newly followed authors.
   * @returns whether there are newly followed authors
   */
  follow(readerId: string, graphVersion: bigint, authorIds: ReadonlySet<string>): boolean;
  /** The readers whose timelines have the author's entries, the author included, each once. */
  following(authorId: string): string[];
  wake(readerIds: Iterable<string>): void;
  /** Sends a removal once to each stream whose timeline has entries of one of the authors. */
  removed(postId: string, authorIds: readonly string[]): void;
  /** How far back, in milliseconds, all removals are remembered for streams that open now. */
  removalsReachMs(): number;
  /** Declares that this process receives every removal from now on. */
  beginRemovals(): void;
  /** The number of open streams. */
  size(): number;
}

interface Reader {
  readonly streams: Set<LiveReader>;
  graphVersion: bigint;
  authorIds: ReadonlySet<string>;
}

/** A removed post, for streams that learn later that their timeline has entries of one of its authors. */
export interface Removal {
  readonly postId: string;
  /** The author, and the known reposters. */
  readonly authorIds: readonly string[];
}

/** Longer than a stream waits between two reads of its reader's graph, and than its token ages: heartbeats of 15 s. */
const retained = { lifeMs: 120_000, max: 5_000 };

/**
 * Indexes readers by author. Every timeline process receives every entry of the network, so a scan of all streams for each
 * would be its largest cost.
 */
export function liveReaders(
  recently: ExpiringMap<Removal> = expiringMap({ clock: systemClock, ...retained }),
): LiveReaders {
  const byId = new Map<string, Reader>();
  const byAuthor = new Map<string, Set<string>>();
  let streamCount = 0;

  /** Returns the newly followed authors. */
  const change = (readerId: string, reader: Reader, authorIds: ReadonlySet<string>): Set<string> => {
    const added = new Set<string>();
    for (const authorId of reader.authorIds) {
      if (authorIds.has(authorId)) continue;
      const readerIds = byAuthor.get(authorId);
      readerIds?.delete(readerId);
      if (readerIds?.size === 0) byAuthor.delete(authorId);
    }
    for (const authorId of authorIds) {
      if (reader.authorIds.has(authorId)) continue;
      added.add(authorId);
      const readerIds = byAuthor.get(authorId);
      if (readerIds === undefined) byAuthor.set(authorId, new Set([readerId]));
      else readerIds.add(readerId);
    }
    reader.authorIds = authorIds;
    return added;
  };
  const recentRemovalsOf = (authorIds: ReadonlySet<string>): string[] =>
    [...recently.values()]
      .filter((removal) => removal.authorIds.some((id) => authorIds.has(id)))
      .map(({ postId }) => postId);
  const enter = (readerId: string): Reader => {
    const reader: Reader = { streams: new Set(), graphVersion: -1n, authorIds: new Set() };
    byId.set(readerId, reader);
    change(readerId, reader, new Set([readerId]));
    return reader;
  };

  return {
    join(stream) {
      const { readerId } = stream;
      const reader = byId.get(readerId) ?? enter(readerId);
      reader.streams.add(stream);
      for (const postId of recentRemovalsOf(reader.authorIds)) stream.removed(postId);
      streamCount += 1;
      return () => {
        if (!reader.streams.delete(stream)) return;
        streamCount -= 1;
        if (reader.streams.size > 0) return;
        change(readerId, reader, new Set());
        byId.delete(readerId);
      };
    },
    follow(readerId, graphVersion, authorIds) {
      const reader = byId.get(readerId);
      if (reader === undefined || graphVersion <= reader.graphVersion) return false;
      reader.graphVersion = graphVersion;
      const added = change(readerId, reader, authorIds);
      if (added.size === 0) return false;
      for (const postId of recentRemovalsOf(added))
        for (const stream of reader.streams) stream.removed(postId);
      return true;
    },
    following: (authorId) => [...(byAuthor.get(authorId) ?? [])],
    wake(readerIds) {
      if (byId.size === 0) return;
      for (const id of readerIds) for (const stream of byId.get(id)?.streams ?? []) stream.wake();
    },
    removed(postId, authorIds) {
      recently.note(postId, { postId, authorIds });
      const readerIds = new Set<string>();
      for (const authorId of authorIds) for (const id of byAuthor.get(authorId) ?? []) readerIds.add(id);
      for (const id of readerIds) for (const stream of byId.get(id)!.streams) stream.removed(postId);
    },
    removalsReachMs: recently.reachMs,
    beginRemovals: recently.begin,
    size: () => streamCount,
  };
}
