import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { cassandra } from '../../platform/cassandra/engine.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { purge } from './app/purge.ts';
import { notificationSettings } from './config.ts';

export const notification = defineService({
  name: 'notification',
  public: [NotificationService],
  port: 50_068,
  settings: notificationSettings,
  calls: [
    GraphMeshService.method.batchCheckBlocks,
    GraphMeshService.method.getViewerGraph,
    PostMeshService.method.hydratePosts,
  ],
  topics: { publishes: [], consumes: { notification: [topics.post, topics.action, topics.follow] } },
  engines: [cassandra, redis],
  secrets: ['resume-tokens'],
  account: {
    hidden: noWork('Its notifications stay. Hydration leaves it out of the notifications of others.'),
    restored: noWork('Its notifications are still there, and others see what it did again.'),
    purged: {
      says: 'Removes its notifications, settings and muted threads. Its id in notifications of others stays until they expire.',
      idStays: {
        'notification.db.inbox':
          'what it did towards others, and which posts notified it; hydration leaves it out, and the rows expire',
      },
      work:
        ({ rows, nowMs }, { notification: { ttlMs } }) =>
        (userId) =>
          purge(rows, userId, { nowMs: nowMs(), ttlMs }),
    },
    exported: {
      says: 'Its notifications, settings and muted threads.',
      by: [
        NotificationService.method.listNotifications,
        NotificationService.method.getNotificationSettings,
        NotificationService.method.listMutedThreads,
      ],
    },
  },
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
