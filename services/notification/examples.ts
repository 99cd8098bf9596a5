import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import {
  Audience,
  type ListNotificationsResponse,
  NotificationKind,
  NotificationService,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto, type Headers } from '../hosting/examples.ts';
import { notificationBad } from './examples/notifications.ts';

/**
 * Two posts of Ada's that two people like, two mentions of Bob and Max, two posts of Zoe's whose threads Ada and Bob have
 * muted, and a muted thread of Max's whose first post is gone. Nobody mentions Ada: her id would stay in a text.
 */
export async function examples(cast: Cast): Promise<Examples> {
  const { ada, bob, max, zoe } = cast;
  const { createPost, deletePost, likePost } = PostService.method;
  const rpcs = NotificationService.method;
  const posts: string[] = [];
  for (const n of [1, 2]) {
    await cast.call(createPost, { text: `@${bob.handle} @${max.handle} ${n}` }, cast.as(zoe));
    const { post } = await cast.call(createPost, { text: `liked by ${n}` }, cast.as(ada));
    posts.push(post!.id);
    for (const each of [bob, zoe]) await cast.call(likePost, { postId: post!.id }, cast.as(each));
  }

  const muted: string[] = [];
  for (const n of [1, 2]) {
    const { post } = await cast.call(createPost, { text: `muted by two ${n}` }, cast.as(zoe));
    muted.push(post!.id);
    for (const each of [ada, bob]) await cast.call(rpcs.muteThread, { postId: post!.id }, cast.as(each));
  }

  const { post: gone } = await cast.call(createPost, { text: 'muted, then deleted' }, cast.as(zoe));
  const goneRoot = gone!.id;
  await cast.call(rpcs.muteThread, { postId: goneRoot }, cast.as(max));
  await cast.call(deletePost, { postId: goneRoot }, cast.as(zoe));

  const listOf = async (as: Headers, isComplete: (list: ListNotificationsResponse) => boolean) => {
    for (;;) {
      const list = await cast.call(rpcs.listNotifications, {}, as);
      if (isComplete(list)) return list.notifications;
    }
  };
  const isMention = ({ kind }: { kind: NotificationKind }) => kind === NotificationKind.MENTION;
  const mentioned = ({ notifications }: ListNotificationsResponse) =>
    notifications.filter(isMention).length >= 2;
  const isLiked = ({ actorCount }: { actorCount: number }) => actorCount === 2;
  const ofAda = await listOf(
    cast.as(ada),
    ({ notifications }) => notifications.filter(isLiked).length === posts.length,
  );
  await listOf(cast.as(bob), mentioned);
  const ofMax = (await listOf(cast.as(max), mentioned)).filter(isMention);
  const liked = ofAda.find(isLiked)!.id;

  const found: Good[] = [];
  const good = goodInto(found);
  good(rpcs.listNotifications, {});
  good(rpcs.listNotificationActors, { notificationId: liked });
  good(rpcs.getUnreadCount, {});
  good(rpcs.markRead, { upToId: liked }, { repeated: [{ upToId: ofMax[1]!.id }, { upToId: ofMax[0]!.id }] });
  good(rpcs.getNotificationSettings, {});
  const setting = (audience: Audience) => ({ settings: [{ kind: NotificationKind.QUOTE, audience }] });
  good(rpcs.updateNotificationSettings, setting(Audience.FOLLOWING), {
    repeated: [setting(Audience.NOBODY), setting(Audience.EVERYBODY)],
  });
  const threads = [{ postId: cast.posts.bob }, { postId: posts[0]! }] as const;
  good(rpcs.muteThread, threads[0], { repeated: threads });
  good(rpcs.unmuteThread, threads[0], { repeated: [{ postId: goneRoot }, threads[0]] });
  good(rpcs.getThreadMute, threads[0]);
  good(rpcs.listMutedThreads, {});
  good(rpcs.streamNotifications, {});
  return {
    good: found,
    bad: await notificationBad(cast, liked),
    callsElsewhere: [
      // For readers who are notified of people whom they follow.
      [GraphMeshService.method.getViewerGraph, 'services/notification/rpc/notifications.test.ts'],
    ],
  };
}
