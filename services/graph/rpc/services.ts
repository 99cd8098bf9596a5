import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import { changeRelation } from './change-relation.ts';
import type { GraphHandlers, RpcContext } from './context.ts';
import { listPeople } from './list-people.ts';
import { mesh } from './mesh.ts';
import { relations } from './relations.ts';
import { suggestUsers } from './suggest-users.ts';

/** The router: every RPC of this service. */
export function graphServices(rpc: RpcContext): Hosted[] {
  const graph: GraphHandlers = {
    ...changeRelation(rpc),
    ...listPeople(rpc),
    ...relations(rpc),
    ...suggestUsers(rpc),
  };
  return [hosted(GraphService, graph), hosted(GraphMeshService, mesh(rpc))];
}
