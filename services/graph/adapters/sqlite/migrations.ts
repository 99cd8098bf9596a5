import type { Migration } from '../../../../platform/migrations.ts';

/**
 * `actor_id` follows, blocks or mutes `target_id`. WITHOUT ROWID keeps a table in the order of its key, and an index on
 * target_id ends with actor_id. So each direction is one range of one tree, already sorted.
 */
const edges = (table: string) => `
  CREATE TABLE ${table} (
    actor_id TEXT NOT NULL,
    target_id TEXT NOT NULL CHECK (target_id <> actor_id),
    PRIMARY KEY (actor_id, target_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ${table}_by_target ON ${table} (target_id, actor_id);`;

export const graphMigrations: readonly Migration[] = [
  {
    name: 'edges',
    sql: `
      ${edges('follow')}
      ${edges('block')}
      ${edges('mute')}
      -- What is kept of one person; who has no row has version 1 and no edges.
      CREATE TABLE person (
        user_id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        follower_count INTEGER NOT NULL CHECK (follower_count >= 0),
        following_count INTEGER NOT NULL CHECK (following_count >= 0)
      ) STRICT, WITHOUT ROWID;
      -- Changes that were made and may come again.
      CREATE TABLE made_change (event_id TEXT PRIMARY KEY, time_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX made_change_by_time ON made_change (time_ms);`,
  },
];
