/** A reader with an open stream, as fan-out sees him. */
export interface LiveReader {
  readonly readerId: string;
  /** Whether the author's entries belong to his timeline, as far as he knows now. */
  follows(authorId: string): boolean;
  /** Something came for him. A hint: he looks for himself. */
  wake(): void;
  /** A post is gone that may have been sent to him. */
  removed(postId: string): void;
}

/** Readers with an open stream in this process; one reader may have several. */
export interface LiveReaders {
  /** Answers: leave. */
  join(reader: LiveReader): () => void;
  /** Whose timelines the author's entries belong to, each once. */
  following(authorId: string): string[];
  /** The same, and the author himself where he has a stream. */
  among(authorId: string): string[];
  wake(readerIds: Iterable<string>): void;
  removed(postId: string): void;
  size(): number;
}

export function liveReaders(): LiveReaders {
  const byId = new Map<string, Set<LiveReader>>();
  const all = function* () {
    for (const streams of byId.values()) yield* streams;
  };
  const following = (authorId: string): string[] => {
    const readerIds: string[] = [];
    for (const [readerId, streams] of byId) {
      for (const reader of streams) {
        if (!reader.follows(authorId)) continue;
        readerIds.push(readerId);
        break;
      }
    }
    return readerIds;
  };
  return {
    following,
    among: (authorId) => [
      ...new Set(byId.has(authorId) ? [authorId, ...following(authorId)] : following(authorId)),
    ],
    join(reader) {
      const streams = byId.get(reader.readerId) ?? new Set();
      byId.set(reader.readerId, streams.add(reader));
      return () => {
        streams.delete(reader);
        if (streams.size === 0 && byId.get(reader.readerId) === streams) byId.delete(reader.readerId);
      };
    },
    wake(readerIds) {
      if (byId.size === 0) return;
      for (const id of readerIds) for (const reader of byId.get(id) ?? []) reader.wake();
    },
    removed(postId) {
      for (const reader of all()) reader.removed(postId);
    },
    size: () => [...all()].length,
  };
}
