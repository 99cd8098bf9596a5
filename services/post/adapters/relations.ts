import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchCheckBlocksRequestSchema,
  GraphMeshService,
} from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { memoryCache } from '../../../platform/cache/memory.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { Clock } from '../../../platform/clock.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Hidden, Relations } from '../ports.ts';

const slices = slicesFor<string>(BatchCheckBlocksRequestSchema, 'userIds');
/** What remembered follower counts may take in memory: those of some 35,000 authors. */
export const followerCountBytes = 8 << 20;

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
    cache: memoryCache<number>({ clock, maxBytes: followerCountBytes }),
    ttlMs: followerCountTtlMs,
    async load(userIds) {
      const counts = (await client.batchGetFollowerCounts({ userIds })).followerCounts;
      return new Map(userIds.map((id) => [id, Number(counts[id] ?? 0n)]));
    },
  });
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
    followerCount: async (userId) => (await followerCounts([userId]))[0] ?? 0,
  };
}
