import { createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import type { Relations } from '../ports.ts';

/** Relations from the graph service. */
export function graphRelations(transport: Transport): Relations {
  const client = createClient(GraphMeshService, transport);
  return {
    async hidden(readerId, userIds) {
      if (userIds.length === 0) return new Set();
      const { blockedIds, mutedIds } = await client.batchCheckBlocks({
        viewerId: readerId,
        userIds: [...userIds],
        withMutes: true,
      });
      return new Set([...blockedIds, ...mutedIds]);
    },
    async follows(readerId, userId) {
      const { followingIds } = await client.getViewerGraph({ userId: readerId });
      return followingIds.includes(userId);
    },
  };
}
