import type { Migration } from '../../../platform/migrations.ts';

/** This service's own tables of user.db; outbox and claims add theirs. */
export const userMigrations: readonly Migration[] = [
  {
    name: 'accounts, credentials, sessions',
    sql: `
      CREATE TABLE account (
        id TEXT PRIMARY KEY,
        handle TEXT NOT NULL,
        handle_key TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL,
        bio TEXT NOT NULL,
        avatar_media_id TEXT NOT NULL,
        email TEXT NOT NULL,
        email_verified INTEGER NOT NULL,
        region TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('user', 'moderator', 'operator')),
        daily_digest INTEGER NOT NULL,
        weekly_digest INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'deactivated')),
        restorable_until_ms INTEGER,
        deactivated_by TEXT,
        version INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX account_due ON account (restorable_until_ms) WHERE status = 'deactivated';

      CREATE TABLE credential (
        user_id TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        set_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE session (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        device_name TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        rotated_at_ms INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        expires_at_ms INTEGER NOT NULL,
        ended_by TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX session_of_user ON session (user_id, id);
      CREATE INDEX session_expiry ON session (expires_at_ms);
    `,
  },
  {
    name: 'first uses of refresh tokens',
    sql: `
      ALTER TABLE session ADD COLUMN used_at_ms INTEGER;
      ALTER TABLE session ADD COLUMN earlier_uses_ms TEXT NOT NULL DEFAULT '[]';
    `,
  },
  {
    name: 'when people were last seen',
    sql: `
      CREATE TABLE last_seen (
        user_id TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        seen_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
