import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { type ActionTaken_Kind, EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { timeOf } from '../../../platform/ids.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import { topics } from '../../product/topics.ts';
import type { Entry, NewPost } from '../domain/post.ts';

/**
 * The events of posts and reactions. An entry's event has the time of its id; the timeline service computes its watermark
 * from it.
 */
export interface PostEvents {
  postCreated(post: NewPost): EventRecord;
  repostCreated(entry: Entry): EventRecord;
  entryRemoved(entry: Omit<Entry, 'stamp'>, actorId: string): EventRecord;
  action(kind: ActionTaken_Kind, action: { actorId: string; postId: string; authorId: string }): EventRecord;
  countsDirty(postId: string, actorId: string): EventRecord;
}

export interface PostEventOptions {
  newEventId(): string;
  nowMs(): number;
}

type Payload = NonNullable<MessageInitShape<typeof EventSchema>['payload']>;

export function postEvents({ newEventId, nowMs }: PostEventOptions): PostEvents {
  const record = (
    topic: string,
    key: string,
    actorId: string,
    payload: Payload,
    timeMs = nowMs(),
  ): EventRecord => {
    const eventId = newEventId();
    const event = create(EventSchema, {
      eventId,
      eventTime: timestampFromMs(timeMs),
      actorId,
      requestId: currentCall()?.requestId ?? '',
      payload,
    });
    return { topic, key, value: toBinary(EventSchema, event), eventId, timeMs };
  };

  return {
    postCreated(post) {
      return record(
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
    // The people that the subject answers, quotes and mentions are left out: they were notified of the original post.
    repostCreated({ id, actorId, subjectId, subjectAuthorId, stamp }) {
      return record(
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
    // Keyed by the entry's author, so that it follows the entry's creation even when a moderator removed it.
    entryRemoved({ id, actorId: ownerId, subjectId, subjectAuthorId }, actorId) {
      return record(topics.post, ownerId, actorId, {
        case: 'entryRemoved',
        value: { entryId: id, subjectId, subjectAuthorId },
      });
    },
    action(kind, { actorId, postId, authorId }) {
      return record(topics.action, actorId, actorId, {
        case: 'actionTaken',
        value: { kind, postId, targetUserId: authorId },
      });
    },
    countsDirty(postId, actorId) {
      return record(topics.count, postId, actorId, { case: 'countsDirty', value: { postId } });
    },
  };
}
