import { createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { memoryCache } from '../../../platform/cache/memory.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Relations } from '../ports.ts';
import { slices } from './slices.ts';

/** BatchCheckBlocks takes this many. */
const MAX_IDS = 1000;
/** Authors whose follower count is remembered; each takes about 200 bytes. */
const MAX_AUTHORS = 50_000;

export interface RelationsOptions {
  transport: Transport;
  clock: Clock;
  /** How old a follower count may be. */
  followerCountTtlMs: number;
}

/** Relations as the graph service has them. Blocks are asked for each time, follower counts now and then. */
export function graphRelations({ transport, clock, followerCountTtlMs }: RelationsOptions): Relations {
  const client = createClient(GraphMeshService, transport);
  const followerCounts = readThrough({
    cache: memoryCache<number>({ clock, maxEntries: MAX_AUTHORS }),
    ttlMs: followerCountTtlMs,
    async load(userIds) {
      const counts = (await client.batchGetFollowerCounts({ userIds })).followerCounts;
      return new Map(userIds.map((id) => [id, Number(counts[id] ?? 0n)]));
    },
  });
  return {
    async blockedAmong(viewerId, userIds) {
      const blocked = new Set<string>();
      for (const ids of slices(userIds, MAX_IDS)) {
        const { blockedIds } = await client.batchCheckBlocks({ viewerId, userIds: ids });
        for (const id of blockedIds) blocked.add(id);
      }
      return blocked;
    },
    followerCount: async (userId) => (await followerCounts([userId]))[0] ?? 0,
  };
}
