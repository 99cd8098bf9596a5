import type { ServiceImpl } from '@connectrpc/connect';
import type { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { encodeMismatch } from '../../../platform/count-check.ts';
import type { RpcContext } from './context.ts';

export function mesh({ app }: Pick<RpcContext, 'app'>): ServiceImpl<typeof GraphMeshService> {
  return {
    async getViewerGraph(request) {
      const graph = await app.viewerGraph(request.userId, Number(request.knownVersion));
      return {
        $typeName: 'skein.graph.mesh.v1.GetViewerGraphResponse',
        version: BigInt(graph.version),
        unchanged: graph.unchanged,
        followingIds: [...graph.followingIds],
        mutedIds: [...graph.mutedIds],
        blockedIds: [...graph.blockedIds],
      };
    },
    async batchGetViewerGraphVersions({ userIds }) {
      return { versions: (await app.graphVersions(userIds)).map(BigInt) };
    },
    async listFollowerIds({ userId, afterId, limit }) {
      return { followerIds: await app.followerIds(userId, afterId, limit) };
    },
    async batchGetFollowerCounts({ userIds }) {
      const counts = await app.followerCounts(userIds);
      return {
        followerCounts: Object.fromEntries([...counts].map(([id, count]) => [id, BigInt(count)])),
      };
    },
    async verifyCounts(part) {
      const { checked, mismatches, nextAfterId } = await app.verifyCounts(part);
      return { checkedCount: checked, mismatches: mismatches.map(encodeMismatch), nextAfterId };
    },
    async batchCheckBlocks({ viewerId, userIds, withMutes }) {
      return app.blocksAndMutes(viewerId, userIds, { withMutes });
    },
  };
}
