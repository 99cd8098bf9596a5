import type { Migration } from '../../../platform/migrations.ts';

/**
 * `post` has the columns that change or that lists use, in small rows. `body` has the content, which is read once and then
 * cached in encoded form. A post exists while its `removal_id` is empty; a deleted post keeps its row. Undone likes and
 * reposts keep their rows too: `change_id` is the latest change of a row, so that a repeated older change is recognised.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'posts',
    sql: `
      CREATE TABLE post (
        id TEXT PRIMARY KEY,
        author_id TEXT NOT NULL,
        reply_to_id TEXT NOT NULL,
        root_id TEXT NOT NULL,
        quoted_id TEXT NOT NULL,
        removal_id TEXT NOT NULL DEFAULT '',
        reply_count INTEGER NOT NULL DEFAULT 0,
        repost_count INTEGER NOT NULL DEFAULT 0,
        like_count INTEGER NOT NULL DEFAULT 0,
        quote_count INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX post_reply ON post (reply_to_id, id) WHERE reply_to_id <> '';
      CREATE INDEX post_quote ON post (quoted_id, id) WHERE quoted_id <> '';
      CREATE TABLE body (
        id TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        entities TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE post_like (
        post_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        standing INTEGER NOT NULL,
        change_id TEXT NOT NULL,
        PRIMARY KEY (post_id, user_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX post_like_user ON post_like (user_id, post_id);
      CREATE TABLE repost (
        post_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        standing INTEGER NOT NULL,
        change_id TEXT NOT NULL,
        id TEXT NOT NULL,
        stamp INTEGER NOT NULL,
        PRIMARY KEY (post_id, user_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX repost_time ON repost (post_id, id) WHERE standing = 1;
      CREATE INDEX repost_user ON repost (user_id, post_id);
      CREATE TABLE entry (
        author_id TEXT NOT NULL,
        id TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        subject_author_id TEXT NOT NULL,
        stamp INTEGER NOT NULL,
        PRIMARY KEY (author_id, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX entry_pull ON entry (author_id, id) WHERE stamp = 2;
      CREATE TABLE author_head (
        author_id TEXT PRIMARY KEY,
        last_entry_id TEXT NOT NULL,
        last_pull_entry_id TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX author_head_pull ON author_head (author_id) WHERE last_pull_entry_id <> '';
    `,
  },
  {
    // Empty if the write's id is the post's id, as for nearly all posts.
    name: 'posts of late writes',
    sql: `
      ALTER TABLE post ADD COLUMN write_id TEXT NOT NULL DEFAULT '';
      CREATE UNIQUE INDEX post_write ON post (write_id) WHERE write_id <> '';
    `,
  },
];
