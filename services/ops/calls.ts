import { OpsMeshService } from '../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { TimelineMeshService } from '../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';

/** What this service calls of others; OpsMeshService is asked of every process of a cluster. */
export const calls = [
  UserMeshService.method.batchGetCards,
  TimelineMeshService.method.rebuildRing,
  OpsMeshService.method.getOwnFigures,
  OpsMeshService.method.setOwnLogLevel,
];
