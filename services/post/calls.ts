import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';

/** What this service calls of others. */
export const calls = [
  UserMeshService.method.batchGetCards,
  UserMeshService.method.resolveHandles,
  GraphMeshService.method.batchCheckBlocks,
  GraphMeshService.method.batchGetFollowerCounts,
];
