import type { Database } from '../../../../platform/sqlite/database.ts';
import type { SqlValue, Statements } from '../../../../platform/sqlite/statements.ts';
import { maxLikeLevel, type PostDocument } from '../../domain/document.ts';
import { idBounds } from '../../domain/id-bounds.ts';
import type { Candidate, PostIndex } from '../../ports.ts';
import { type Copy, sqliteCopies } from './copies.ts';
import { everyPost, likedMatch, likesTerm, matchOf } from './match.ts';
import { maxIndexedBeginning } from './migrations.ts';

interface Row {
  readonly id: string;
  readonly word_count: number;
  readonly like_level: number;
}

/** More hashtags with one prefix that has no index are not looked at. */
const maxHashtagsRead = 10_000;

/** Uses a database with `migrations`. */
export function sqlitePostIndex(db: Database): PostIndex {
  const { documents, live } = sqliteCopies<PostDocument>(db, 'posts', {
    put,
    remove,
    has,
    count,
    clear,
  });

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
      const { length } = [...prefix];
      return db
        .read((rows) => {
          const table = `hashtag_${live(rows)}`;
          if (length <= maxIndexedBeginning)
            return rows.all<{ tag: string }>(
              `SELECT tag FROM ${table} WHERE substr(tag, 1, ${length}) = ? ORDER BY posts DESC, tag LIMIT ?`,
              prefix,
              limit,
            );
          return rows.all<{ tag: string }>(
            `SELECT tag FROM (
               SELECT tag, posts FROM ${table} WHERE tag >= ? AND tag < ? LIMIT ${maxHashtagsRead}
             ) ORDER BY posts DESC, tag LIMIT ?`,
            prefix,
            `${prefix}\u{10ffff}`,
            limit,
          );
        })
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

interface Indexed {
  readonly words: string;
  readonly terms: string;
  readonly hashtags: string;
}

function put(tx: Statements, copy: Copy, { id, words, terms, hashtags, likeLevel }: PostDocument): void {
  const rowId = BigInt(id);
  const now: Indexed = {
    words: words.join(' '),
    terms: [...terms, everyPost, ...(likeLevel > 0 ? [likesTerm(likeLevel)] : [])].join(' '),
    hashtags: JSON.stringify(hashtags),
  };
  const before = indexed(tx, copy, rowId);
  if (before?.words === now.words && before.terms === now.terms) return;
  if (before !== undefined) takeOut(tx, copy, rowId, before);
  tx.run(
    `INSERT OR REPLACE INTO post_${copy} (id, word_count, like_level, words, terms, hashtags) VALUES (?, ?, ?, ?, ?, ?)`,
    rowId,
    words.length,
    likeLevel,
    now.words,
    now.terms,
    now.hashtags,
  );
  tx.run(`INSERT INTO post_text_${copy} (rowid, words, terms) VALUES (?, ?, ?)`, rowId, now.words, now.terms);
  if (hashtags.length === 0) return;
  tx.run(
    `INSERT INTO hashtag_${copy} (tag, posts) SELECT value, 1 FROM json_each(?) WHERE true
     ON CONFLICT (tag) DO UPDATE SET posts = posts + 1`,
    now.hashtags,
  );
}

function remove(tx: Statements, copy: Copy, id: string): void {
  const rowId = BigInt(id);
  const before = indexed(tx, copy, rowId);
  if (before === undefined) return;
  takeOut(tx, copy, rowId, before);
  tx.run(`DELETE FROM post_${copy} WHERE id = ?`, rowId);
}

function indexed(tx: Statements, copy: Copy, rowId: bigint): Indexed | undefined {
  return tx.get<Indexed>(`SELECT words, terms, hashtags FROM post_${copy} WHERE id = ?`, rowId);
}

/** Removes a post from the index and from the counts of its hashtags. */
function takeOut(tx: Statements, copy: Copy, rowId: bigint, { words, terms, hashtags }: Indexed): void {
  tx.run(
    `INSERT INTO post_text_${copy} (post_text_${copy}, rowid, words, terms) VALUES ('delete', ?, ?, ?)`,
    rowId,
    words,
    terms,
  );
  if (hashtags === '[]') return;
  const tags = 'tag IN (SELECT value FROM json_each(?))';
  tx.run(`UPDATE hashtag_${copy} SET posts = posts - 1 WHERE ${tags}`, hashtags);
  tx.run(`DELETE FROM hashtag_${copy} WHERE posts = 0 AND ${tags}`, hashtags);
}

function has(rows: Statements, copy: Copy, id: string): boolean {
  return indexed(rows, copy, BigInt(id)) !== undefined;
}

function count(rows: Statements, copy: Copy): number {
  return rows.get<{ count: number }>(`SELECT count(*) AS count FROM post_${copy}`)!.count;
}

function clear(tx: Statements, copy: Copy): void {
  tx.run(`DELETE FROM post_${copy}`);
  tx.run(`DELETE FROM hashtag_${copy}`);
  tx.run(`INSERT INTO post_text_${copy} (post_text_${copy}) VALUES ('delete-all')`);
}
