import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchCheckBlocksRequestSchema,
  GraphMeshService,
} from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Hidden, Relations } from '../ports.ts';

const slices = slicesFor<string>(BatchCheckBlocksRequestSchema, 'userIds');
/** Relations from the graph service, read each time. */
export function graphRelations(transport: Transport): Relations {
  const client = createClient(GraphMeshService, transport);
  const ask = async (viewerId: string, userIds: readonly string[], withMutes: boolean): Promise<Hidden> => {
    const blocked = new Set<string>();
    const muted = new Set<string>();
    for (const ids of slices(userIds)) {
      const { blockedIds, mutedIds } = await client.batchCheckBlocks({ viewerId, userIds: ids, withMutes });
      for (const id of blockedIds) blocked.add(id);
      for (const id of mutedIds) muted.add(id);
    }
    return { blocked, muted };
  };
  return {
    blockedAmong: async (viewerId, userIds) => (await ask(viewerId, userIds, false)).blocked,
    hiddenAmong: (viewerId, userIds) => ask(viewerId, userIds, true),
    async followerCount(userId) {
      const { followerCounts } = await client.batchGetFollowerCounts({ userIds: [userId] });
      return Number(followerCounts[userId] ?? 0n);
    },
  };
}
