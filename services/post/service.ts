import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { defineService } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { postSettings } from './config.ts';

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
    consumes: { post: [topics.user, topics.count] },
  },
  secrets: [],
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
});
