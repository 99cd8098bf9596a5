import { type Client, createClient } from '@connectrpc/connect';
import type { Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { until } from '../../platform/testing/until.ts';
import type { NotificationOverrides } from '../../services/notification/compose.ts';
import { type Feed, openNotificationFeed, rowOf } from '../../services/notification/testing/feed.ts';
import { type ServedPeople, type SignedUp, servedPeople } from './served-people.ts';

export interface Person extends SignedUp {
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
  readonly graph: Client<typeof GraphService>;
  readonly posts: Client<typeof PostService>;
  readonly notifications: Client<typeof NotificationService>;
  /** Creates a post and returns its id. */
  post(text?: string, more?: { replyToPostId?: string; quotedPostId?: string }): Promise<string>;
  /** The first page: kind, people, count, each as `like bob 1`. */
  list(): Promise<string[]>;
  /** Waits until the first page is this. */
  sees(...rows: string[]): Promise<void>;
  stream(token?: string): Feed;
}

export type ServedNotifications = ServedPeople<Person>;

export function servedNotifications(
  t: Test,
  env: Record<string, string> = {},
  notification: NotificationOverrides = {},
): Promise<ServedNotifications> {
  return servedPeople(t, {
    env,
    overrides: { notification },
    personOf(signedUp, own): Person {
      const { handle } = signedUp;
      const posts = createClient(PostService, own);
      const notifications = createClient(NotificationService, own);
      const list = async () => (await notifications.listNotifications({})).notifications.map(rowOf);
      return {
        ...signedUp,
        auth: createClient(AuthService, own),
        users: createClient(UserService, own),
        graph: createClient(GraphService, own),
        posts,
        notifications,
        post: async (text = `from ${handle}`, more = {}) =>
          (await posts.createPost({ text, ...more })).post!.id,
        list,
        sees: (...rows) =>
          until(`${handle} to see ${rows.join(', ')}`, async () => (await list()).join() === rows.join()),
        stream: (resumeToken = '') => openNotificationFeed(notifications, { token: resumeToken }),
      };
    },
  });
}
