import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostStore } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import { postCountCheck } from './sqlite-count-check.ts';
import { sqliteEntries } from './sqlite-entries.ts';
import { sqliteLists } from './sqlite-lists.ts';
import { sqlitePosts } from './sqlite-posts.ts';
import { sqlitePurge } from './sqlite-purge.ts';
import { sqliteReactions } from './sqlite-reactions.ts';

export interface SqlitePostStoreOptions {
  /** A database with the migrations of migrations.ts. */
  db: Database;
  announcements: Announcements;
  /** The removal id of the posts that a purge deletes. */
  newRemovalId(): string;
}

export function sqlitePostStore(options: SqlitePostStoreOptions): PostStore {
  const { db, announcements, newRemovalId } = options;
  return {
    ...sqlitePosts(db, announcements),
    ...sqliteReactions(db, announcements),
    ...sqliteLists(db),
    ...sqliteEntries(db),
    purge: sqlitePurge(db, announcements, newRemovalId),
    verifyCounts: postCountCheck(db),
  };
}
