import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { SearchMeshService } from '../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { elasticsearch } from '../../platform/elasticsearch/engine.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { searchSettings } from './config.ts';

export const search = defineService({
  name: 'search',
  public: [SearchService],
  mesh: [SearchMeshService],
  port: 50_066,
  settings: searchSettings,
  calls: [
    UserMeshService.method.batchGetCards,
    UserMeshService.method.resolveHandles,
    UserMeshService.method.scanUsers,
    GraphMeshService.method.batchCheckBlocks,
    GraphMeshService.method.batchGetFollowerCounts,
    PostMeshService.method.hydratePosts,
    PostMeshService.method.batchGetStoredPosts,
    PostMeshService.method.scanPosts,
    PostMeshService.method.listReplyIds,
  ],
  topics: {
    publishes: [],
    consumes: { search: [topics.post, topics.user, topics.action, topics.follow] },
  },
  engines: [elasticsearch, redis],
  secrets: [],
  account: {
    hidden: noWork(
      'Its consumer of topic `user` removes the person from the index. Posts stay; hydration leaves them out.',
    ),
    restored: noWork('Its consumer of topic `user` indexes the person again. Posts are still indexed.'),
    purged: {
      ...noWork(
        'Its consumers remove the person, the posts as the post service deletes them, and the person from posts that mention them.',
      ),
      idStays: {
        'search.db.removed_in_rebuild': 'until the rebuild ends, which may have read the person before',
      },
    },
    exported: {
      says: 'Nothing to export: the index is made of what the user and post services have.',
      by: [],
    },
  },
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
