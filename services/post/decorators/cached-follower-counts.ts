import { memoryCache } from '../../../platform/cache/memory.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { Clock } from '../../../platform/clock.ts';
import { followerCountBytes } from '../config.ts';
import type { Relations } from '../ports.ts';

/** Relations with follower counts up to `ttlMs` old. Blocks and mutes are read each time. */
export function cachedFollowerCounts(
  relations: Relations,
  { clock, ttlMs }: { clock: Clock; ttlMs: number },
): Relations {
  const counts = readThrough({
    cache: memoryCache<number>({ clock, maxBytes: followerCountBytes }),
    ttlMs,
    load: async (userIds) =>
      new Map(await Promise.all(userIds.map(async (id) => [id, await relations.followerCount(id)] as const))),
  });
  return { ...relations, followerCount: async (userId) => (await counts([userId]))[0] ?? 0 };
}
