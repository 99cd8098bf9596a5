import { createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { bounded } from '../../../platform/cache/bounded.ts';
import { audienceBytes, type ViewerGraph } from '../domain/audience.ts';
import type { Followers, ViewerGraphs } from '../ports.ts';

export interface GraphClientOptions {
  readonly transport: Transport;
  /** What remembered graphs may take, in bytes. */
  readonly cacheBytes: number;
}

/** The graph service. Graphs are remembered, but never used before it has said that their version still holds. */
export function graphClient({ transport, cacheBytes }: GraphClientOptions): ViewerGraphs & Followers {
  const client = createClient(GraphMeshService, transport);
  const known = bounded<ViewerGraph>({ maxBytes: cacheBytes, besideBytes: audienceBytes });
  return {
    async get(viewerId) {
      const last = known.get(viewerId);
      const answer = await client.getViewerGraph({
        $typeName: 'skein.graph.mesh.v1.GetViewerGraphRequest',
        userId: viewerId,
        knownVersion: last?.version ?? 0n,
      });
      if (answer.unchanged && last !== undefined) return last;
      const { version, followingIds, mutedIds, blockedIds } = answer;
      const graph = { version, followingIds, mutedIds, blockedIds };
      known.set(viewerId, graph);
      return graph;
    },
    async page(authorId, afterId, limit) {
      const { followerIds } = await client.listFollowerIds({ userId: authorId, afterId, limit });
      return followerIds;
    },
  };
}
