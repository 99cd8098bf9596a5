import { create } from '@bufbuild/protobuf';
import t from 'tap';
import {
  MutedThreadSchema,
  NotificationKind,
  NotificationSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostSchema, ThreadItemSchema, TombstoneReason } from '../../gen/ts/skein/post/v1/post_pb.ts';
import { itemText, mutedThreadText, notificationText, postText } from './render.ts';

const tombstone = (reason: TombstoneReason) =>
  ({ content: { case: 'tombstone', value: { postId: '1', reason } } }) as const;

t.test('a hidden post shows the reason, as far as it may be disclosed', async (t) => {
  const quoting = (reason: TombstoneReason) =>
    postText(create(PostSchema, { text: 'see', quoted: tombstone(reason) }));
  t.match(quoting(TombstoneReason.MUTED), '  | (a post by a person you muted)');
  t.match(quoting(TombstoneReason.UNAVAILABLE), '  | (a post that is not available)');
  const item = create(ThreadItemSchema, tombstone(TombstoneReason.UNAVAILABLE));
  t.equal(itemText(item, '> '), '> (a post that is not available)');
});

t.test('a notification names three people and counts the others', async (t) => {
  const text = (actorCount: number, moreActors = false) =>
    notificationText(
      create(NotificationSchema, {
        kind: NotificationKind.FOLLOW,
        actors: ['ada', 'bob', 'eva'].map((handle) => ({ handle, displayName: handle })),
        actorCount,
        moreActors,
      }),
    );
  t.match(text(3), '* @ada, @bob, @eva followed you');
  t.match(text(4), '* @ada, @bob, @eva, 1 other followed you');
  t.match(text(5), '* @ada, @bob, @eva, 2 others followed you');
  t.match(text(1_000), '* @ada, @bob, @eva, 997 others followed you');
  t.match(text(1_000, true), '* @ada, @bob, @eva, 997 or more others followed you');
  t.match(text(4, true), '* @ada, @bob, @eva, 1 or more others followed you');
  t.match(text(3, true), '* @ada, @bob, @eva, perhaps others followed you');
});

t.test('a muted thread shows its first post, or the id of one that is gone', async (t) => {
  const rootPost = { id: '7', authorId: '1', text: 'hello' };
  t.match(mutedThreadText(create(MutedThreadSchema, { rootPostId: '7', rootPost })), /· 7\n {2}hello$/);
  t.equal(
    mutedThreadText(create(MutedThreadSchema, { rootPostId: '7' })),
    '(the first post, 7, is not available)',
  );
});
