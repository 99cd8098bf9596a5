import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';

/** What this service calls of others. */
export const calls = [
  UserMeshService.method.batchGetCards,
  GraphMeshService.method.getViewerGraph,
  GraphMeshService.method.listFollowerIds,
  PostMeshService.method.batchGetAuthorHeads,
  PostMeshService.method.batchListAuthorEntries,
  PostMeshService.method.batchListReposts,
  PostMeshService.method.getHorizon,
  PostMeshService.method.hydratePosts,
  PostMeshService.method.listPullAuthors,
  PostMeshService.method.restampEntry,
];
