import type { ActionTaken_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { Entry, NewPost } from '../domain/post.ts';
import { type PostEventOptions, postEvents } from './post-events.ts';

/** Stores events in the transaction of their change; see PostEvents. */
export interface Announcements {
  postCreated(tx: Statements, post: NewPost): void;
  repostCreated(tx: Statements, entry: Entry): void;
  entryRemoved(tx: Statements, entry: Omit<Entry, 'stamp'>, actorId: string): void;
  action(
    tx: Statements,
    kind: ActionTaken_Kind,
    action: { actorId: string; postId: string; authorId: string },
  ): void;
  countsDirty(tx: Statements, postId: string, actorId: string): void;
}

export interface AnnouncementOptions extends PostEventOptions {
  /** Adds a record to the outbox of the transaction's database. */
  add(tx: Statements, record: EventRecord): void;
}

export function announcements({ add, ...options }: AnnouncementOptions): Announcements {
  const events = postEvents(options);
  return {
    postCreated: (tx, post) => add(tx, events.postCreated(post)),
    repostCreated: (tx, entry) => add(tx, events.repostCreated(entry)),
    entryRemoved: (tx, entry, actorId) => add(tx, events.entryRemoved(entry, actorId)),
    action: (tx, kind, action) => add(tx, events.action(kind, action)),
    countsDirty: (tx, postId, actorId) => add(tx, events.countsDirty(postId, actorId)),
  };
}
