import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { type ActionTaken_Kind, EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { topics } from '../../../platform/events/topics.ts';
import { timeOf } from '../../../platform/ids.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { Entry, NewPost } from '../domain/post.ts';

/**
 * Tells others what happened, within the transaction in which it happens. An entry's event has the time of its id, by
 * which the timeline service knows how far it has come.
 */
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

export interface AnnouncementOptions {
  /** Adds a record to the outbox of the transaction's database. */
  add(tx: Statements, record: EventRecord): void;
  newEventId(): string;
  nowMs(): number;
}

type Payload = NonNullable<MessageInitShape<typeof EventSchema>['payload']>;

export function announcements({ add, newEventId, nowMs }: AnnouncementOptions): Announcements {
  const announce = (
    tx: Statements,
    topic: string,
    key: string,
    actorId: string,
    payload: Payload,
    timeMs = nowMs(),
  ): void => {
    const eventId = newEventId();
    const event = create(EventSchema, {
      eventId,
      eventTime: timestampFromMs(timeMs),
      actorId,
      requestId: currentCall()?.requestId ?? '',
      payload,
    });
    add(tx, { topic, key, value: toBinary(EventSchema, event), eventId, timeMs });
  };

  return {
    postCreated(tx, post) {
      announce(
        tx,
        topics.post,
        post.authorId,
        post.authorId,
        {
          case: 'entryCreated',
          value: {
            entryId: post.id,
            subjectId: post.id,
            subjectAuthorId: post.authorId,
            push: post.stamp === 'push',
            replyToPostId: post.replyToId,
            replyToAuthorId: post.replyToAuthorId,
            quotedPostId: post.quotedId,
            quotedAuthorId: post.quotedAuthorId,
            mentionedUserIds: [...new Set(post.mentions.map(({ userId }) => userId))],
          },
        },
        timeOf(post.id),
      );
    },
    // What the subject answers, quotes and names was told when it was posted: who hears of a repost would
    // otherwise notify those people again.
    repostCreated(tx, { id, actorId, subjectId, subjectAuthorId, stamp }) {
      announce(
        tx,
        topics.post,
        actorId,
        actorId,
        {
          case: 'entryCreated',
          value: { entryId: id, subjectId, subjectAuthorId, push: stamp === 'push' },
        },
        timeOf(id),
      );
    },
    // Keyed by whose entry it is, so that it comes after its creation even when a moderator removed it.
    entryRemoved(tx, { id, actorId: ownerId, subjectId, subjectAuthorId }, actorId) {
      announce(tx, topics.post, ownerId, actorId, {
        case: 'entryRemoved',
        value: { entryId: id, subjectId, subjectAuthorId },
      });
    },
    action(tx, kind, { actorId, postId, authorId }) {
      announce(tx, topics.action, actorId, actorId, {
        case: 'actionTaken',
        value: { kind, postId, targetUserId: authorId },
      });
    },
    countsDirty(tx, postId, actorId) {
      announce(tx, topics.count, postId, actorId, { case: 'countsDirty', value: { postId } });
    },
  };
}
