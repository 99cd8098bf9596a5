import type { CacheCodec } from '../../../platform/cache/encoded-cache.ts';
import type { NewestEntries } from '../domain/newest-entries.ts';
import type { Entry, Stamp } from '../domain/post.ts';

/** A post of the author who is the key, or a repost. */
type Row =
  | readonly [id: string, stamp: Stamp]
  | readonly [id: string, stamp: Stamp, actorId: string, subjectId: string, subjectAuthorId: string];

/** Lists as JSON. Most entries are posts, which take an id and a stamp. */
export const newestEntriesCodec: CacheCodec<NewestEntries> = {
  encode: ({ newest, whole }) => Buffer.from(JSON.stringify([whole, newest.map(rowOf)])),
  decode(bytes, authorId) {
    const [whole, rows] = JSON.parse(Buffer.from(bytes).toString()) as [boolean, Row[]];
    return { whole, newest: rows.map((row) => entryOf(row, authorId)) };
  },
};

function rowOf({ id, stamp, actorId, subjectId, subjectAuthorId }: Entry): Row {
  return id === subjectId ? [id, stamp] : [id, stamp, actorId, subjectId, subjectAuthorId];
}

function entryOf(row: Row, authorId: string): Entry {
  const [id, stamp, actorId = authorId, subjectId = id, subjectAuthorId = authorId] = row;
  return { id, actorId, subjectId, subjectAuthorId, stamp };
}
