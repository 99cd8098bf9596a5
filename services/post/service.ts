import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { cassandra } from '../../platform/cassandra/engine.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, inSteps, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { followerCountBytes, postSettings } from './config.ts';

export const post = defineService({
  name: 'post',
  public: [PostService],
  mesh: [PostMeshService],
  port: 50_063,
  settings: postSettings,
  calls: [
    UserMeshService.method.batchGetCards,
    UserMeshService.method.resolveHandles,
    GraphMeshService.method.batchCheckBlocks,
    GraphMeshService.method.batchGetFollowerCounts,
  ],
  topics: {
    publishes: [topics.post, topics.action, topics.count],
    consumes: { post: [topics.count] },
  },
  engines: [cassandra, redis],
  secrets: [],
  memory: { 'follower counts': followerCountBytes },
  account: {
    hidden: noWork(
      'Its posts stay. Hydration leaves them out, because each read asks the user service who is active.',
    ),
    restored: noWork('Its posts, likes and reposts are still there.'),
    purged: {
      says: 'Removes its posts, likes and reposts; counts of others are updated. Only the ids that threads need stay.',
      idStays: {
        'post.db.post': 'threads of others show a tombstone for each of its posts',
        'post.db.entry': "others' reposts of its posts stay theirs, and hydration leaves them out",
      },
      work: ({ store }, { post }) => inSteps((userId) => store.purge(userId, post.purgeBatch)),
    },
    exported: {
      says: 'Its posts, replies, quotes and reposts. The contract has no list of the posts that an account likes.',
      by: [TimelineService.method.listUserTimeline],
    },
  },
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
