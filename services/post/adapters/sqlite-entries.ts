import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { Entry } from '../domain/post.ts';
import type { AuthorHead, Entries } from '../ports.ts';
import { type EntryRow, entryOf, stampNumber } from './rows.ts';

/** Stores an entry and its author's head, within the caller's transaction. */
export function addEntry(tx: Statements, entry: Entry): void {
  const { id, actorId, subjectId, subjectAuthorId, stamp } = entry;
  tx.run(
    'INSERT INTO entry (author_id, id, subject_id, subject_author_id, stamp) VALUES (?, ?, ?, ?, ?)',
    actorId,
    id,
    subjectId,
    subjectAuthorId,
    stampNumber(stamp),
  );
  tx.run(
    `INSERT INTO author_head (author_id, last_entry_id, last_pull_entry_id) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET
       last_entry_id = max(last_entry_id, excluded.last_entry_id),
       last_pull_entry_id = max(last_pull_entry_id, excluded.last_pull_entry_id)`,
    actorId,
    id,
    stamp === 'pull' ? id : '',
  );
}

export function removeEntry(tx: Statements, authorId: string, id: string): void {
  tx.run('DELETE FROM entry WHERE author_id = ? AND id = ?', authorId, id);
}

// The subject is looked up, because deleting a post keeps the entries of its reposts.
const ENTRIES = `
  SELECT e.author_id, e.id, e.subject_id, e.subject_author_id, e.stamp
  FROM entry e JOIN post p ON p.id = e.subject_id AND p.removal_id = ''
  WHERE e.author_id = ? AND e.id < ? AND e.id >= ?`;
const ALL_ENTRIES = `${ENTRIES} ORDER BY e.id DESC LIMIT ?`;
const PULL_ENTRIES = `${ENTRIES} AND e.stamp = 2 ORDER BY e.id DESC LIMIT ?`;
const REPOSTS = `
  SELECT r.user_id AS author_id, r.id, r.post_id AS subject_id, p.author_id AS subject_author_id, r.stamp
  FROM repost r JOIN post p ON p.id = r.post_id AND p.removal_id = ''
  WHERE r.post_id = ? AND r.standing = 1 AND r.id >= ? AND r.id < ? ORDER BY r.id DESC LIMIT ?`;

// By person in any case: an index by time would read everybody's reposts.
const REPOSTS_BY = `
  SELECT r.user_id AS author_id, r.id, r.post_id AS subject_id, p.author_id AS subject_author_id, r.stamp
  FROM post p CROSS JOIN json_each(?) AS person CROSS JOIN repost r ON r.post_id = p.id AND r.user_id = person.value
  WHERE p.id = ? AND p.removal_id = '' AND r.standing = 1 ORDER BY r.id DESC`;

/** Above every id. */
const END = ':';

/** After this many rows or look-ups, about 5 ms, other calls get their turn. */
const ENTRIES_AT_ONCE = 4000;

interface HeadRow {
  author_id: string;
  last_entry_id: string;
  last_pull_entry_id: string;
}

function headOf({ author_id, last_entry_id, last_pull_entry_id }: HeadRow): AuthorHead {
  return { authorId: author_id, lastEntryId: last_entry_id, lastPullEntryId: last_pull_entry_id };
}

export function sqliteEntries(db: Database): Entries {
  return {
    async authorEntries(cursors, limit, pullOnly) {
      const sql = pullOnly ? PULL_ENTRIES : ALL_ENTRIES;
      const lists: Entry[][] = [];
      let taken = 0;
      for (const { authorId, before, from = '' } of cursors) {
        const found = db.read((rows) => rows.all<EntryRow>(sql, authorId, before || END, from, limit));
        lists.push(found.map(entryOf));
        taken += found.length;
        if (taken < ENTRIES_AT_ONCE) continue;
        taken = 0;
        await setImmediate();
      }
      return lists;
    },
    async reposts(windows, limit) {
      return db.read((rows) =>
        windows.map(({ subjectId, from, before }) =>
          rows.all<EntryRow>(REPOSTS, subjectId, from, before || END, limit).map(entryOf),
        ),
      );
    },
    async repostsBy(userIds, postIds) {
      const people = JSON.stringify([...new Set(userIds)]);
      const reposts = new Map<string, Entry[]>();
      let lookedFor = 0;
      for (const postId of new Set(postIds)) {
        const found = db.read((rows) => rows.all<EntryRow>(REPOSTS_BY, people, postId));
        if (found.length > 0) reposts.set(postId, found.map(entryOf));
        lookedFor += userIds.length;
        if (lookedFor < ENTRIES_AT_ONCE) continue;
        lookedFor = 0;
        await setImmediate();
      }
      return reposts;
    },
    async authorHeads(authorIds) {
      return db
        .read((rows) =>
          rows.all<HeadRow>(
            'SELECT * FROM author_head WHERE author_id IN (SELECT value FROM json_each(?))',
            JSON.stringify(authorIds),
          ),
        )
        .map(headOf);
    },
    async restamp(actorId, entryId) {
      await db.write((tx) => {
        const { changes } = tx.run(
          'UPDATE entry SET stamp = 2 WHERE author_id = ? AND id = ?',
          actorId,
          entryId,
        );
        if (Number(changes) === 0) return;
        tx.run('UPDATE repost SET stamp = 2 WHERE user_id = ? AND id = ?', actorId, entryId);
        tx.run(
          'UPDATE author_head SET last_pull_entry_id = max(last_pull_entry_id, ?) WHERE author_id = ?',
          entryId,
          actorId,
        );
      });
    },
    async pullAuthors(after, limit) {
      return db
        .read((rows) =>
          rows.all<HeadRow>(
            "SELECT * FROM author_head WHERE last_pull_entry_id <> '' AND author_id > ? ORDER BY author_id LIMIT ?",
            after,
            limit,
          ),
        )
        .map(headOf);
    },
  };
}
