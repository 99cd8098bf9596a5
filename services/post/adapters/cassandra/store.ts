import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import type { CassandraOutbox } from '../../../../platform/events/outbox-cassandra.ts';
import type { PostStore, Recounts } from '../../ports.ts';
import type { PostEvents } from '../post-events.ts';
import { cassandraCountCheck } from './count-check.ts';
import { recountChanged } from './counts.ts';
import { cassandraEntries } from './entries.ts';
import { setLike } from './likes.ts';
import { cassandraLists } from './lists.ts';
import { cassandraPosts } from './posts.ts';
import { cassandraPurge } from './purge.ts';
import { cassandraReactions } from './reactions.ts';
import { cassandraReposts } from './reposts.ts';

export interface CassandraPostStoreOptions {
  /** A keyspace with `cassandraPostMigrations` and the outbox's own. */
  readonly db: Cassandra;
  readonly outbox: CassandraOutbox;
  readonly events: PostEvents;
  /** The removal id of the posts that a purge deletes. */
  newRemovalId(): string;
  /** Is awaited before a purge changes the states or the reposts of these posts. */
  purging(postIds: readonly string[]): Promise<void>;
}

export function cassandraPostStore(options: CassandraPostStoreOptions): PostStore & Recounts {
  const { db, outbox, events } = options;
  const { remove, ...posts } = cassandraPosts(db, outbox, events);
  const reposts = cassandraReposts(db, outbox, events);
  return {
    ...posts,
    ...cassandraReactions(db, setLike(db, outbox, events), reposts),
    ...cassandraLists(db),
    ...cassandraEntries(db),
    purge: cassandraPurge({ ...options, posts: { ...posts, remove }, reposts }),
    recount: recountChanged(db),
    verifyCounts: cassandraCountCheck(db, posts.postIds),
  };
}
