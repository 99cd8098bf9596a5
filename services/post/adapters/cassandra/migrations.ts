import type { CassandraMigration } from '../../../../platform/cassandra/migrate.ts';

/**
 * One table per query. Rows with many writers, and those of posts, are states and are never deleted: `standing` is whether a
 * row counts, and the write with the higher timestamp wins. `reaction` is the source of truth for what a person did with a
 * post; `post_like`, `post_repost` and `repost_entry` are its views by post. Reactions to one post are spread over buckets,
 * so that no partition grows with the fame of a post.
 */
export const cassandraPostMigrations: readonly CassandraMigration[] = [
  {
    name: 'posts',
    statements: [
      `CREATE TABLE IF NOT EXISTS :post (
        id text PRIMARY KEY, author_id text, reply_to_id text, root_id text, quoted_id text,
        removal_id text, text text, entities text
      )`,
      'CREATE TABLE IF NOT EXISTS :post_of_write (write_id text PRIMARY KEY, post_id text)',
      `CREATE TABLE IF NOT EXISTS :reply (
        parent_id text, id text, standing boolean, PRIMARY KEY (parent_id, id)
      )`,
      `CREATE TABLE IF NOT EXISTS :quote (
        quoted_id text, id text, standing boolean, PRIMARY KEY (quoted_id, id)
      ) WITH CLUSTERING ORDER BY (id DESC)`,
      `CREATE TABLE IF NOT EXISTS :post_count (
        post_id text, kind text, bucket int, n int, PRIMARY KEY (post_id, kind, bucket)
      )`,
    ],
  },
  {
    name: 'reactions',
    statements: [
      `CREATE TABLE IF NOT EXISTS :reaction (
        user_id text, post_id text, liked boolean, like_change_id text,
        reposted boolean, repost_change_id text, repost_id text, repost_stamp int, repost_at bigint,
        PRIMARY KEY (user_id, post_id)
      )`,
      `CREATE TABLE IF NOT EXISTS :post_like (
        post_id text, bucket int, user_id text, standing boolean, PRIMARY KEY ((post_id, bucket), user_id)
      )`,
      `CREATE TABLE IF NOT EXISTS :post_repost (
        post_id text, bucket int, user_id text, standing boolean, PRIMARY KEY ((post_id, bucket), user_id)
      )`,
      `CREATE TABLE IF NOT EXISTS :repost_entry (
        post_id text, id text, user_id text, stamp int, PRIMARY KEY (post_id, id)
      ) WITH CLUSTERING ORDER BY (id DESC)`,
    ],
  },
  {
    name: 'entries',
    statements: [
      `CREATE TABLE IF NOT EXISTS :entry (
        author_id text, id text, subject_id text, subject_author_id text, stamp int, PRIMARY KEY (author_id, id)
      ) WITH CLUSTERING ORDER BY (id DESC)`,
      `CREATE TABLE IF NOT EXISTS :pull_entry (
        author_id text, id text, subject_id text, subject_author_id text, PRIMARY KEY (author_id, id)
      ) WITH CLUSTERING ORDER BY (id DESC)`,
      'CREATE TABLE IF NOT EXISTS :author_head (author_id text PRIMARY KEY, last_entry_id text)',
      `CREATE TABLE IF NOT EXISTS :pull_head (
        part text, author_id text, last_pull_entry_id text, PRIMARY KEY (part, author_id)
      )`,
    ],
  },
  {
    name: 'contests of writes',
    statements: ['ALTER TABLE :post_of_write ADD IF NOT EXISTS late boolean'],
  },
  {
    // The removal that was decided among concurrent ones. Only conditional writes set it, before the removal itself.
    name: 'decided removals',
    statements: ['ALTER TABLE :post ADD IF NOT EXISTS decided_removal_id text'],
  },
];
