import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import type { ViewerGraphs } from '../ports.ts';

/** The viewer's graph from the graph service, asked for by the version that is at hand. */
export function graphClient(transport: Transport): ViewerGraphs {
  const client: Client<typeof GraphMeshService> = createClient(GraphMeshService, transport);
  return {
    async get(viewerId) {
      const { version, followingIds, mutedIds, blockedIds } = await client.getViewerGraph({
        userId: viewerId,
      });
      return { version, followingIds, mutedIds, blockedIds };
    },
    async blocked(viewerId, otherId) {
      const { blockedIds } = await client.batchCheckBlocks({ viewerId, userIds: [otherId] });
      return blockedIds.length > 0;
    },
  };
}
