import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { Entry } from '../../domain/post.ts';
import type { AuthorHead, Entries } from '../../ports.ts';
import { type EntryRow, entryOf, stampNumber } from '../rows.ts';
import { slices } from '../slices.ts';
import { addPullEntry } from './entry-statements.ts';
import { END } from './lists.ts';
import { readStanding, rowTime } from './post-rows.ts';
import { cassandraRepostLists } from './repost-lists.ts';

const PULL = stampNumber('pull');
const ENTRIES = `SELECT author_id, id, subject_id, subject_author_id, stamp FROM :entry
  WHERE author_id = ? AND id < ? AND id >= ? LIMIT ?`;
const PULL_ENTRIES = `SELECT author_id, id, subject_id, subject_author_id FROM :pull_entry
  WHERE author_id = ? AND id < ? AND id >= ? LIMIT ?`;
const HEADS = 'SELECT author_id, last_entry_id FROM :author_head WHERE author_id IN ?';
const PULL_HEADS = `SELECT author_id, last_pull_entry_id FROM :pull_head
  WHERE part = 'all' AND author_id IN ?`;
const PULL_AUTHORS = `SELECT author_id, last_pull_entry_id FROM :pull_head
  WHERE part = 'all' AND author_id > ? LIMIT ?`;
const ENTRY = `SELECT author_id, id, subject_id, subject_author_id, stamp FROM :entry
  WHERE author_id = ? AND id = ?`;
const RESTAMP = 'UPDATE :entry USING TIMESTAMP ? SET stamp = ? WHERE author_id = ? AND id = ?';
const RESTAMP_REPOST = 'UPDATE :repost_entry USING TIMESTAMP ? SET stamp = ? WHERE post_id = ? AND id = ?';
const IDS_AT_ONCE = 100;

interface PullHead {
  readonly author_id: string;
  readonly last_pull_entry_id: string;
}

export function cassandraEntries(db: Cassandra): Entries {
  /** Lists an author's entries. Entries of reposts of removed posts remain, so the subjects are looked up. */
  const entriesOf = async (
    { authorId, before, from }: { authorId: string; before: string; from: string },
    limit: number,
    pullOnly: boolean,
  ): Promise<Entry[]> => {
    const entries: Entry[] = [];
    let below = before || END;
    while (entries.length < limit) {
      const cql = pullOnly ? PULL_ENTRIES : ENTRIES;
      const rows = await db.all<EntryRow>(cql, [authorId, below, from, limit], limit);
      // Skips rows with only a stamp: an entry that was restamped while it was removed leaves one.
      const whole = rows.filter(({ subject_id }) => subject_id !== null);
      const reposted = whole.filter(({ id, subject_id }) => id !== subject_id);
      const standing = await readStanding(
        db,
        reposted.map(({ subject_id }) => subject_id),
      );
      for (const row of whole) {
        if (row.id !== row.subject_id && !standing.has(row.subject_id)) continue;
        entries.push(entryOf(pullOnly ? { ...row, stamp: PULL } : row));
      }
      if (rows.length < limit) break;
      below = rows.at(-1)!.id;
    }
    return entries.slice(0, limit);
  };

  const headsOf = async (authorIds: readonly string[]): Promise<AuthorHead[]> => {
    if (authorIds.length === 0) return [];
    const [heads, pulls] = await Promise.all([
      db.all<{ author_id: string; last_entry_id: string }>(HEADS, [authorIds]),
      db.all<PullHead>(PULL_HEADS, [authorIds]),
    ]);
    const lastPull = new Map(pulls.map((row) => [row.author_id, row.last_pull_entry_id]));
    return heads.map(({ author_id, last_entry_id }) => ({
      authorId: author_id,
      lastEntryId: last_entry_id,
      lastPullEntryId: lastPull.get(author_id) ?? '',
    }));
  };
  const headsOfAll = async (authorIds: readonly string[]) =>
    (
      await Promise.all(
        [
          ...slices(
            [...new Set(authorIds)].filter((id) => id !== ''),
            IDS_AT_ONCE,
          ),
        ].map(headsOf),
      )
    ).flat();

  return {
    async authorEntries(cursors, limit, pullOnly) {
      const lists: Entry[][] = [];
      // In slices, because a ring build reads thousands of authors.
      for (const slice of slices(cursors, 32)) {
        const read = slice.map(({ authorId, before, from = '' }) =>
          entriesOf({ authorId, before, from }, limit, pullOnly),
        );
        lists.push(...(await Promise.all(read)));
      }
      return lists;
    },
    ...cassandraRepostLists(db),
    authorHeads: headsOfAll,
    async restamp(actorId, entryId) {
      const row = await db.get<EntryRow>(ENTRY, actorId, entryId);
      if (!row || row.subject_id === null || row.stamp === PULL) return;
      const at = db.writeTime(rowTime(entryId));
      const entry = entryOf(row);
      await db.batch([
        statement(RESTAMP, BigInt(at), PULL, actorId, entryId),
        ...(entry.id === entry.subjectId
          ? []
          : [statement(RESTAMP_REPOST, BigInt(at), PULL, entry.subjectId, entryId)]),
        ...addPullEntry(entry, at),
      ]);
    },
    async pullAuthors(after, limit) {
      const rows = await db.all<PullHead>(PULL_AUTHORS, [after, limit], limit);
      const heads = await headsOfAll(rows.map(({ author_id }) => author_id));
      const byId = new Map(heads.map((head) => [head.authorId, head]));
      return rows.flatMap(({ author_id }) => byId.get(author_id) ?? []);
    },
  };
}
