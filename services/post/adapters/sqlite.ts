import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostStore } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import { knownStates } from './known-states.ts';
import { rememberedReads } from './remembered-reads.ts';
import { sqliteEntries } from './sqlite-entries.ts';
import { sqliteLists } from './sqlite-lists.ts';
import { sqlitePosts } from './sqlite-posts.ts';
import { sqlitePurge } from './sqlite-purge.ts';
import { sqliteReactions } from './sqlite-reactions.ts';

export interface SqlitePostStoreOptions {
  /** Opened with the migrations of migrations.ts. */
  db: Database;
  announcements: Announcements;
  /** What is remembered of what was read may take so much memory. */
  stateBytes: number;
  /** Marks the posts that a purge deletes. */
  newRemovalId(): string;
}

export function sqlitePostStore(options: SqlitePostStoreOptions): PostStore {
  const { db, newRemovalId, stateBytes } = options;
  const { known, announcements } = knownStates(db, options.announcements, stateBytes / 2);
  const store: PostStore = {
    ...sqlitePosts(db, announcements, known),
    ...sqliteReactions(db, announcements),
    ...sqliteLists(db),
    ...sqliteEntries(db),
    purge: sqlitePurge(db, announcements, newRemovalId),
  };
  return rememberedReads(store, db, stateBytes / 2);
}
