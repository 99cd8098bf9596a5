import { createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import type { Followers, ViewerGraphs } from '../ports.ts';

/** Graphs and followers from the graph service. */
export function graphClient(transport: Transport): ViewerGraphs & Followers {
  const client = createClient(GraphMeshService, transport);
  return {
    async get(viewerId, known) {
      const answer = await client.getViewerGraph({
        $typeName: 'skein.graph.mesh.v1.GetViewerGraphRequest',
        userId: viewerId,
        knownVersion: known?.version ?? 0n,
      });
      if (answer.unchanged && known !== undefined) return known;
      const { version, followingIds, mutedIds, blockedIds } = answer;
      return { version, followingIds, mutedIds, blockedIds };
    },
    async page(authorId, afterId, limit) {
      const { followerIds } = await client.listFollowerIds({ userId: authorId, afterId, limit });
      return followerIds;
    },
  };
}
