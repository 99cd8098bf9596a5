import { systemClock } from '../../../platform/clock.ts';
import { type ExpiringMap, expiringMap } from './expiring-map.ts';

/** An open stream, as fan-out sees it. */
export interface LiveReader {
  readonly readerId: string;
  /** Something came for him. A hint: he looks for himself. */
  wake(): void;
  /** A post is gone that may stand in his timeline. */
  removed(postId: string): void;
}

/** Readers with an open stream in this process; one reader may have several. */
export interface LiveReaders {
  /** Answers: leave. A reader's own entries are his from now on, those of others once `follow` has said whose. */
  join(reader: LiveReader): () => void;
  /**
   * Whose entries a reader's timeline has under a version of his graph. Older versions, and who has no stream, pass. What
   * has just been removed of those who are new is told to him now.
   * @returns whether somebody is new
   */
  follow(readerId: string, graphVersion: bigint, authorIds: ReadonlySet<string>): boolean;
  /** Whose timelines the author's entries belong to, his own among them, each once. */
  following(authorId: string): string[];
  wake(readerIds: Iterable<string>): void;
  /** Tells each stream whose timeline has entries of one of the authors, once. */
  removed(postId: string, authorIds: readonly string[]): void;
  /** How far back, in milliseconds, every removal is remembered for streams that are opened now. */
  removalsReachMs(): number;
  /** From now on this process hears of every removal. */
  hearsRemovals(): void;
  /** Open streams. */
  size(): number;
}

interface Reader {
  readonly streams: Set<LiveReader>;
  graphVersion: bigint;
  authorIds: ReadonlySet<string>;
}

/** A post that went, for streams that get to know only now that they have something of one of its authors. */
export interface Removal {
  readonly postId: string;
  /** Who wrote it, and who is known to have reposted it. */
  readonly authorIds: readonly string[];
}

/** Longer than a stream goes without a look at its reader's graph, and than its token gets old: heartbeats of 15 s. */
const retained = { lifeMs: 120_000, max: 5_000 };

/**
 * Who is asked about an author's entry is found by the author: every process of the timeline service hears of every
 * entry of the network, and looking at all streams for each would cost more than anything else it does.
 */
export function liveReaders(
  recently: ExpiringMap<Removal> = expiringMap({ clock: systemClock, ...retained }),
): LiveReaders {
  const byId = new Map<string, Reader>();
  const byAuthor = new Map<string, Set<string>>();
  let streamCount = 0;

  /** Answers: who is new. */
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
  const goneOf = (authorIds: ReadonlySet<string>): string[] =>
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
      for (const postId of goneOf(reader.authorIds)) stream.removed(postId);
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
      for (const postId of goneOf(added)) for (const stream of reader.streams) stream.removed(postId);
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
    hearsRemovals: recently.begin,
    size: () => streamCount,
  };
}
