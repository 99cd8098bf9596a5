import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchGetViewerGraphVersionsRequestSchema,
  GraphMeshService,
} from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Followers, ViewerGraphs } from '../ports.ts';

const slicesOfVersions = slicesFor<string>(BatchGetViewerGraphVersionsRequestSchema, 'userIds');

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
    async versions(viewerIds) {
      const answers = await Promise.all(
        slicesOfVersions(viewerIds).map((userIds) => client.batchGetViewerGraphVersions({ userIds })),
      );
      return answers.flatMap((answer) => answer.versions);
    },
    async page(authorId, afterId, limit) {
      const { followerIds } = await client.listFollowerIds({ userId: authorId, afterId, limit });
      return followerIds;
    },
  };
}
