import type { Migration } from '../../../../platform/migrations.ts';

/**
 * Splits on blanks only: every other ASCII character belongs to a token, as all other characters do. Tokens have no quotes.
 * Source: https://www.sqlite.org/fts5.html#ascii_tokenizer
 */
const onBlanks = `tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"`;
const contentless = `content = '', ${onBlanks}`;

/** Removed words leave the file at once, not when segments are merged: a purge leaves nothing. */
const secureDelete = (table: string) => `INSERT INTO ${table} (${table}, rank) VALUES ('secure-delete', 1);`;

const copies = [0, 1];

/** Rowids are ids of posts. The indexed text is kept beside the index, which needs it to remove a post. */
const postTables = copies.map(
  (copy) => `
    CREATE VIRTUAL TABLE post_text_${copy} USING fts5 (words, terms, ${contentless});
    ${secureDelete(`post_text_${copy}`)}
    CREATE TABLE post_${copy} (
      id INTEGER PRIMARY KEY,
      word_count INTEGER NOT NULL,
      like_level INTEGER NOT NULL,
      words TEXT NOT NULL,
      terms TEXT NOT NULL,
      hashtags TEXT NOT NULL
    ) STRICT;
    CREATE TABLE hashtag_${copy} (
      tag TEXT PRIMARY KEY,
      posts INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;`,
);

/** The longest beginnings of hashtags that have an index. Longer ones are those of few hashtags. */
export const maxIndexedBeginning = 2;

/** Indexes of hashtags by their beginning, the most used first. */
const beginnings = copies.flatMap((copy) =>
  Array.from(
    { length: maxIndexedBeginning },
    (_, at) =>
      `CREATE INDEX hashtag_${copy}_by_${at + 1} ON hashtag_${copy} (substr(tag, 1, ${at + 1}), posts DESC, tag);`,
  ),
);

/** Rowids are places of people in the order of the index. */
const peopleTables = copies.map(
  (copy) => `
    CREATE VIRTUAL TABLE person_text_${copy} USING fts5 (terms, detail = none, ${contentless});
    ${secureDelete(`person_text_${copy}`)}
    CREATE TABLE person_${copy} (
      place INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      terms TEXT NOT NULL
    ) STRICT;`,
);

/** The full-text tables. */
export const textTables: readonly string[] = copies.flatMap((copy) => [
  `post_text_${copy}`,
  `person_text_${copy}`,
]);

/** The command `merge` merges a level when it has two segments; the default is four. */
const mergedInPairs = textTables.map(
  (table) => `INSERT INTO ${table} (${table}, rank) VALUES ('usermerge', 2);`,
);

/** The tables of search.db. */
export const migrations: readonly Migration[] = [
  {
    name: 'posts and people',
    sql: `
      CREATE TABLE search_index (
        name TEXT PRIMARY KEY,
        live INTEGER NOT NULL CHECK (live IN (0, 1)),
        rebuilding INTEGER NOT NULL CHECK (rebuilding IN (0, 1))
      ) STRICT, WITHOUT ROWID;
      INSERT INTO search_index VALUES ('posts', 0, 0), ('people', 0, 0);
      ${[...postTables, ...peopleTables].join('')}
    `,
  },
  {
    name: 'rebuilds by id',
    sql: `
      ALTER TABLE search_index ADD COLUMN rebuild_id TEXT NOT NULL DEFAULT '';
      CREATE TABLE removed_in_rebuild (
        index_name TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (index_name, id)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  { name: 'hashtags by their beginnings', sql: beginnings.join('\n') },
  { name: 'segments merged in pairs', sql: mergedInPairs.join('\n') },
];
