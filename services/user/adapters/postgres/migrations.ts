import type { Migration } from '../../../../platform/migrations.ts';

/** This service's own tables of the schema; outbox and claims add theirs. Ids are ordered as bytes. */
export const postgresUserMigrations: readonly Migration[] = [
  {
    name: 'accounts, credentials, sessions',
    sql: `
      CREATE TABLE account (
        id text COLLATE "C" PRIMARY KEY,
        handle text NOT NULL,
        handle_key text COLLATE "C" NOT NULL CONSTRAINT account_handle UNIQUE,
        display_name text NOT NULL,
        bio text NOT NULL,
        avatar_media_id text NOT NULL,
        email text NOT NULL,
        email_verified boolean NOT NULL,
        region text NOT NULL,
        role text NOT NULL CHECK (role IN ('user', 'moderator', 'operator')),
        daily_digest boolean NOT NULL,
        weekly_digest boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('active', 'deactivated')),
        restorable_until_ms bigint,
        deactivated_by text,
        version bigint NOT NULL,
        created_at_ms bigint NOT NULL
      );
      CREATE INDEX account_due ON account (restorable_until_ms, id) WHERE status = 'deactivated';

      CREATE TABLE credential (
        user_id text COLLATE "C" PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        hash text NOT NULL,
        set_by text NOT NULL
      );

      CREATE TABLE session (
        id text COLLATE "C" PRIMARY KEY,
        user_id text COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        device_name text NOT NULL,
        created_at_ms bigint NOT NULL,
        rotated_at_ms bigint NOT NULL,
        generation integer NOT NULL,
        expires_at_ms bigint NOT NULL,
        ended_by text
      );
      CREATE INDEX session_of_user ON session (user_id, id);
      CREATE INDEX session_expiry ON session (expires_at_ms);
    `,
  },
  {
    name: 'first uses of refresh tokens',
    sql: `
      ALTER TABLE session ADD COLUMN used_at_ms bigint;
      ALTER TABLE session ADD COLUMN earlier_uses_ms jsonb NOT NULL DEFAULT '[]';
    `,
  },
  {
    name: 'when people were last seen',
    sql: `
      CREATE TABLE last_seen (
        user_id text COLLATE "C" PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
        seen_at_ms bigint NOT NULL
      );
    `,
  },
];
