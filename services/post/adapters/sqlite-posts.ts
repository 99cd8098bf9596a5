import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { PostState } from '../domain/post.ts';
import { requireSubjects } from '../domain/visibility.ts';
import type { Posts } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import {
  type BodyRow,
  bodyOf,
  entitiesOf,
  POST_COLUMNS,
  POST_LINES,
  type PostRow,
  stateOfLine,
} from './rows.ts';
import { addEntry, removeEntry } from './sqlite-entries.ts';

export function postRow(tx: Statements, id: string): PostRow | undefined {
  return tx.get<PostRow>(`SELECT ${POST_COLUMNS} FROM post WHERE id = ?`, id);
}

type CountColumn = 'reply_count' | 'repost_count' | 'like_count' | 'quote_count';

/** Changes a count by one, with its event, within the caller's transaction. */
export function count(
  tx: Statements,
  announcements: Announcements,
  { postId, column, by, actorId }: { postId: string; column: CountColumn; by: 1 | -1; actorId: string },
): void {
  tx.run(`UPDATE post SET ${column} = ${column} + ? WHERE id = ?`, by, postId);
  announcements.countsDirty(tx, postId, actorId);
}

/** Marks an existing post as deleted, with all consequences, within the caller's transaction. */
export function markDeleted(
  tx: Statements,
  announcements: Announcements,
  { row, removalId, actorId }: { row: PostRow; removalId: string; actorId: string },
): void {
  const { id, author_id, reply_to_id, quoted_id } = row;
  tx.run('UPDATE post SET removal_id = ? WHERE id = ?', removalId, id);
  tx.run('DELETE FROM body WHERE id = ?', id);
  removeEntry(tx, author_id, id);
  if (reply_to_id) count(tx, announcements, { postId: reply_to_id, column: 'reply_count', by: -1, actorId });
  if (quoted_id) count(tx, announcements, { postId: quoted_id, column: 'quote_count', by: -1, actorId });
  announcements.entryRemoved(
    tx,
    { id, actorId: author_id, subjectId: id, subjectAuthorId: author_id },
    actorId,
  );
}

const STATES = `SELECT ${POST_LINES} FROM post WHERE id IN (SELECT value FROM json_each(?))`;
const INSERT =
  'INSERT INTO post (id, write_id, author_id, reply_to_id, root_id, quoted_id) VALUES (?, ?, ?, ?, ?, ?)';
const OF_WRITE = `
  SELECT id FROM post WHERE id = ?1
  UNION ALL SELECT id FROM post WHERE write_id = ?1 AND write_id <> ''`;

function postOfWrite(rows: Statements, writeId: string): string | undefined {
  return rows.get<{ id: string }>(OF_WRITE, writeId)?.id;
}

export function sqlitePosts(db: Database, announcements: Announcements): Posts {
  return {
    createPost: (post) =>
      db.write((tx) => {
        const { id, writeId, authorId, replyToId, rootId, quotedId, stamp } = post;
        const stored = postOfWrite(tx, writeId);
        if (stored !== undefined) return stored;
        requireSubjects(post, (subjectId) => postRow(tx, subjectId)?.removal_id === '');
        tx.run(INSERT, id, writeId === id ? '' : writeId, authorId, replyToId, rootId, quotedId);
        tx.run('INSERT INTO body (id, text, entities) VALUES (?, ?, ?)', id, post.text, entitiesOf(post));
        addEntry(tx, { id, actorId: authorId, subjectId: id, subjectAuthorId: authorId, stamp });
        if (replyToId) {
          count(tx, announcements, { postId: replyToId, column: 'reply_count', by: 1, actorId: authorId });
        }
        if (quotedId) {
          count(tx, announcements, { postId: quotedId, column: 'quote_count', by: 1, actorId: authorId });
        }
        announcements.postCreated(tx, post);
        return id;
      }),

    postOfWrite: async (writeId) => db.read((rows) => postOfWrite(rows, writeId)),

    deletePost: ({ postId, removalId, actorId }) =>
      db.write((tx) => {
        const row = postRow(tx, postId);
        if (row === undefined) return false;
        if (row.removal_id !== '') return row.removal_id === removalId;
        markDeleted(tx, announcements, { row, removalId, actorId });
        return true;
      }),

    async states(ids) {
      const states = new Map<string, PostState>();
      const found = db.read((rows) => rows.get<{ lines: string | null }>(STATES, JSON.stringify(ids)));
      for (const line of found?.lines?.split('\n') ?? []) {
        const state = stateOfLine(line);
        states.set(state.id, state);
      }
      return states;
    },

    async bodies(ids) {
      const found = db.read((rows) =>
        rows.all<BodyRow>(
          'SELECT id, text, entities FROM body WHERE id IN (SELECT value FROM json_each(?))',
          JSON.stringify(ids),
        ),
      );
      return new Map(found.map((row) => [row.id, bodyOf(row)]));
    },

    async postIds(afterId, limit) {
      const found = db.read((rows) =>
        rows.all<{ id: string }>('SELECT id FROM post WHERE id > ? ORDER BY id LIMIT ?', afterId, limit),
      );
      return found.map(({ id }) => id);
    },
  };
}
