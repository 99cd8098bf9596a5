import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchCheckBlocksRequestSchema,
  BatchGetFollowerCountsRequestSchema,
  GraphMeshService,
} from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Relations } from '../ports.ts';

const blockSlices = slicesFor<string>(BatchCheckBlocksRequestSchema, 'userIds');
const countSlices = slicesFor<string>(BatchGetFollowerCountsRequestSchema, 'userIds');

/** Relations from the graph service. */
export function graphClient(transport: Transport): Relations {
  const client = createClient(GraphMeshService, transport);
  return {
    async hiddenAmong(viewerId, ids) {
      const answers = await Promise.all(
        blockSlices(ids).map((userIds) => client.batchCheckBlocks({ viewerId, userIds, withMutes: true })),
      );
      return {
        blocked: new Set(answers.flatMap(({ blockedIds }) => blockedIds)),
        muted: new Set(answers.flatMap(({ mutedIds }) => mutedIds)),
      };
    },
    async followerCounts(ids) {
      const answers = await Promise.all(
        countSlices(ids).map((userIds) => client.batchGetFollowerCounts({ userIds })),
      );
      const counts = answers.flatMap(({ followerCounts }) => Object.entries(followerCounts));
      return new Map(counts.map(([id, count]) => [id, Number(count)]));
    },
  };
}
