import type { Database } from '../../../../platform/sqlite/database.ts';
import type { SqlValue, Statements } from '../../../../platform/sqlite/statements.ts';
import { maxLikeLevel, type PostDocument } from '../../domain/document.ts';
import { idBounds } from '../../domain/id-bounds.ts';
import type { Candidate, PostIndex } from '../../ports.ts';
import { type Copy, sqliteCopies } from './copies.ts';
import { everyPost, likedMatch, likesTerm, matchOf } from './match.ts';

interface Row {
  readonly id: string;
  readonly word_count: number;
  readonly like_level: number;
}

/** More hashtags with one prefix are not looked at. */
const maxHashtagsRead = 10_000;

/** Uses a database with `migrations`. */
export function sqlitePostIndex(db: Database): PostIndex {
  const { documents, live } = sqliteCopies<PostDocument>(db, 'posts', { put, remove, count, clear });

  return {
    ...documents,
    async newest(search, { beforeId, limit }) {
      const bounds = idBounds(search, beforeId);
      return db
        .read((rows) =>
          rows.all<Pick<Row, 'id'>>(
            `SELECT CAST(text.rowid AS TEXT) AS id FROM post_text_${live(rows)}(?) AS text ${found}`,
            ...foundBy(matchOf(search), bounds, limit),
          ),
        )
        .map(({ id }) => id);
    },
    async candidates(search, { newest, mostLiked }) {
      const bounds = idBounds(search);
      return db.read((rows) => {
        const copy = live(rows);
        const list = (match: string, limit: number) =>
          rows.all<Row>(
            `SELECT CAST(text.rowid AS TEXT) AS id, word_count, like_level
             FROM post_text_${copy}(?) AS text CROSS JOIN post_${copy} AS post ON post.id = text.rowid ${found}`,
            ...foundBy(match, bounds, limit),
          );
        const candidates = new Map<string, Candidate>();
        const add = (found: readonly Row[]) => {
          for (const { id, word_count: wordCount, like_level: likeLevel } of found)
            candidates.set(id, { id, wordCount, likeLevel });
          return found.length;
        };
        add(list(matchOf(search), newest));
        let left = mostLiked;
        for (let level = maxLikeLevel; level > 0 && left > 0; level--)
          left -= add(list(likedMatch(search, level), left));
        return [...candidates.values()];
      });
    },
    async hashtags(prefix, limit) {
      return db
        .read((rows) =>
          rows.all<{ tag: string }>(
            `SELECT tag FROM (
               SELECT tag, posts FROM hashtag_${live(rows)} WHERE tag >= ? AND tag < ? LIMIT ${maxHashtagsRead}
             ) ORDER BY posts DESC, tag LIMIT ?`,
            prefix,
            `${prefix}\u{10ffff}`,
            limit,
          ),
        )
        .map(({ tag }) => tag);
    },
  };
}

const found = 'WHERE text.rowid >= ? AND text.rowid < ? ORDER BY text.rowid DESC LIMIT ?';

function foundBy(
  match: string,
  { fromId, beforeId }: ReturnType<typeof idBounds>,
  limit: number,
): SqlValue[] {
  return [match, BigInt(fromId), BigInt(beforeId), limit];
}

function put(tx: Statements, copy: Copy, { id, words, terms, hashtags, likeLevel }: PostDocument): void {
  const rowId = BigInt(id);
  const tags = JSON.stringify(hashtags);
  countUnder(tx, copy, rowId, tags);
  tx.run(
    `INSERT OR REPLACE INTO post_${copy} (id, word_count, like_level, hashtags) VALUES (?, ?, ?, ?)`,
    rowId,
    words.length,
    likeLevel,
    tags,
  );
  tx.run(
    `INSERT OR REPLACE INTO post_text_${copy} (rowid, words, terms) VALUES (?, ?, ?)`,
    rowId,
    words.join(' '),
    [...terms, everyPost, ...(likeLevel > 0 ? [likesTerm(likeLevel)] : [])].join(' '),
  );
}

function remove(tx: Statements, copy: Copy, id: string): void {
  const rowId = BigInt(id);
  countUnder(tx, copy, rowId, '[]');
  tx.run(`DELETE FROM post_${copy} WHERE id = ?`, rowId);
  tx.run(`DELETE FROM post_text_${copy} WHERE rowid = ?`, rowId);
}

/** Counts a post under its hashtags instead of those that it had before. */
function countUnder(tx: Statements, copy: Copy, rowId: bigint, hashtags: string): void {
  const before =
    tx.get<{ hashtags: string }>(`SELECT hashtags FROM post_${copy} WHERE id = ?`, rowId)?.hashtags ?? '[]';
  if (before === hashtags) return;
  tx.run(
    `UPDATE hashtag_${copy} SET posts = posts - 1 WHERE tag IN (SELECT value FROM json_each(?))`,
    before,
  );
  tx.run(`DELETE FROM hashtag_${copy} WHERE posts = 0 AND tag IN (SELECT value FROM json_each(?))`, before);
  tx.run(
    `INSERT INTO hashtag_${copy} (tag, posts) SELECT value, 1 FROM json_each(?) WHERE true
     ON CONFLICT (tag) DO UPDATE SET posts = posts + 1`,
    hashtags,
  );
}

function count(rows: Statements, copy: Copy): number {
  return rows.get<{ count: number }>(`SELECT count(*) AS count FROM post_${copy}`)!.count;
}

function clear(tx: Statements, copy: Copy): void {
  tx.run(`DELETE FROM post_${copy}`);
  tx.run(`DELETE FROM hashtag_${copy}`);
  tx.run(`INSERT INTO post_text_${copy} (post_text_${copy}) VALUES ('delete-all')`);
}
