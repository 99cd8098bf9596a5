import type { ServiceImpl } from '@connectrpc/connect';
import type { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import type { GraphContext } from './context.ts';

/** What other services ask; who exists is theirs to know. */
export function mesh({ store }: Pick<GraphContext, 'store'>): ServiceImpl<typeof GraphMeshService> {
  return {
    async getViewerGraph(request) {
      const graph = await store.viewerGraph(request.userId, Number(request.knownVersion));
      return {
        $typeName: 'skein.graph.mesh.v1.GetViewerGraphResponse',
        version: BigInt(graph.version),
        unchanged: graph.unchanged,
        followingIds: [...graph.followingIds],
        mutedIds: [...graph.mutedIds],
        blockedIds: [...graph.blockedIds],
      };
    },
    async listFollowerIds({ userId, afterId, limit }) {
      return { followerIds: await store.list('followers', userId, afterId, limit) };
    },
    async batchGetFollowerCounts({ userIds }) {
      const counts = await store.followerCounts(userIds);
      return {
        followerCounts: Object.fromEntries([...counts].map(([id, count]) => [id, BigInt(count)])),
      };
    },
    async batchCheckBlocks({ viewerId, userIds, withMutes }) {
      if (!withMutes) return { blockedIds: await store.blocksBetween(viewerId, userIds) };
      const relationships = await store.relationships(viewerId, [...new Set(userIds)]);
      const idsOf = (some: typeof relationships) => some.map(({ userId }) => userId);
      return {
        blockedIds: idsOf(relationships.filter(({ blocking, blockedBy }) => blocking || blockedBy)),
        mutedIds: idsOf(relationships.filter(({ muting }) => muting)),
      };
    },
  };
}
