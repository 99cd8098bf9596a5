import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';

/** What this service calls of others. */
export const calls = [UserMeshService.method.batchGetCards];
