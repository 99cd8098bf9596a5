import {
  ActionTaken_Kind as ActionKind,
  RelationChanged_Kind as RelationKind,
} from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import type { EventContext, EventHandlers, ReceivedEvent, Together } from '../../hosting/consume.ts';
import type { UseCases } from '../app/use-cases.ts';
import { type Deed, deedsOfPost, deedTowards, finalVersion } from '../domain/deed.ts';

type App = Pick<UseCases, 'notify' | 'notifyOfPosts' | 'takeBack' | 'removePost'>;

const causeOf = ({ eventId, timeMs }: EventContext) => ({ version: eventId, timeMs });

type Created = ReceivedEvent<'entryCreated'>;

const isPost = ({ entryId, subjectId }: Created['payload']): boolean => entryId === subjectId;

function deedsOf({ payload, context }: Created): Deed[] {
  const { entryId, subjectAuthorId, replyToAuthorId, quotedAuthorId, mentionedUserIds } = payload;
  const post = {
    postId: entryId,
    authorId: subjectAuthorId,
    replyToAuthorId,
    quotedAuthorId,
    mentionedUserIds,
  };
  return deedsOfPost(post, causeOf(context));
}

/** Notifies of new posts together. Their removals, which follow them, are not overtaken. */
export function newPosts(
  notifyOfPost: (deeds: readonly Deed[]) => Promise<unknown>,
): Together<'entryCreated'> {
  return {
    case: 'entryCreated',
    accepts: isPost,
    handle: async (events) => void (await Promise.all(events.map((event) => notifyOfPost(deedsOf(event))))),
  };
}

/** Posts, replies, quotes, mentions and reposts. */
export function postEvents(app: App): EventHandlers<'post'> {
  return {
    async entryCreated(entry, context) {
      const { entryId, subjectId, subjectAuthorId } = entry;
      if (isPost(entry)) {
        await app.notifyOfPosts([deedsOf({ payload: entry, context })]);
        return;
      }
      const repost = deedTowards({
        readerId: subjectAuthorId,
        actorId: context.actorId,
        kind: 'repost',
        postId: subjectId,
        key: entryId,
        ...causeOf(context),
      });
      if (repost) await app.notify(repost);
    },
    async entryRemoved({ entryId, subjectId, subjectAuthorId }, { actorId, timeMs, requestId }) {
      if (entryId === subjectId) {
        // Without a request the author's account was purged, with its notifications.
        const isPurged = requestId === '';
        await app.removePost({
          postId: entryId,
          authorId: subjectAuthorId,
          isPurged,
          timeMs: timeOf(entryId),
        });
        return;
      }
      // The actor may be a moderator, so the entry alone identifies the deed.
      await app.takeBack({
        readerId: subjectAuthorId,
        actorId,
        kind: 'repost',
        postId: subjectId,
        key: entryId,
        version: finalVersion,
        timeMs,
      });
    },
  };
}

/** Likes. */
export function actionEvents(app: App): EventHandlers<'action'> {
  return {
    async actionTaken({ kind, postId, targetUserId }, context) {
      if (kind !== ActionKind.LIKE && kind !== ActionKind.UNLIKE) return;
      const { actorId } = context;
      const like = deedTowards({
        readerId: targetUserId,
        actorId,
        kind: 'like',
        postId,
        key: actorId,
        ...causeOf(context),
      });
      if (like) await (kind === ActionKind.LIKE ? app.notify(like) : app.takeBack(like));
    },
  };
}

/** Follows. A block ends the follows in both directions without an event of their own. */
export function followEvents(app: App): EventHandlers<'follow'> {
  return {
    async relationChanged({ kind, targetId }, context) {
      const { actorId } = context;
      const follow = (from: string, to: string): Deed => ({
        readerId: to,
        actorId: from,
        kind: 'follow',
        postId: '',
        key: from,
        ...causeOf(context),
      });
      if (kind === RelationKind.FOLLOWED) await app.notify(follow(actorId, targetId));
      if (kind === RelationKind.UNFOLLOWED || kind === RelationKind.BLOCKED)
        await app.takeBack(follow(actorId, targetId));
      if (kind === RelationKind.BLOCKED) await app.takeBack(follow(targetId, actorId));
    },
  };
}
