import type { Cluster } from 'ioredis';
import { byNode, type KeyedCommand } from '../redis/by-node.ts';
import { withRedis } from '../redis/unavailable.ts';
import { type Cache, TOMBSTONE_MS } from './port.ts';

export interface RedisCacheOptions {
  readonly client: Cluster;
  /** Goes before every key: tells the caches of one cluster apart. */
  readonly prefix: string;
  readonly tombstoneMs?: number;
}

/** What stands before a value; a tombstone has another byte and nothing behind it. */
const isValue = Buffer.of(1);
const tombstone = Buffer.of(0);

/**
 * Shared by all processes of a network. Both entries and tombstones are keys of the cluster: it must be given memory for
 * both (`maxmemory-policy volatile-ttl` would take tombstones first: use `allkeys-lru`, and room for ten seconds of
 * changes). A node that is lost loses tombstones and entries together, so what it had can't come back old, except
 * through a read that began before and ends after the loss.
 *
 * Calls reject while a node can't be reached: readers go on without the cache, changes wait.
 */
export function redisCache(options: RedisCacheOptions): Cache<Uint8Array> {
  const { client, prefix, tombstoneMs = TOMBSTONE_MS } = options;
  return {
    async getMany(keys) {
      const found = await byNode(
        client,
        keys.map((key) => ({ key: prefix + key, add: (to) => to.getBuffer(prefix + key) })),
      );
      return found.map((value) =>
        Buffer.isBuffer(value) && value[0] === isValue[0] ? value.subarray(1) : undefined,
      );
    },
    async putIfAbsent(key, value, ttlMs) {
      const entry = Buffer.concat([isValue, value]);
      return (await client.set(prefix + key, entry, 'PX', Math.max(1, Math.round(ttlMs)), 'NX')) === 'OK';
    },
    async invalidate(keys) {
      const tombstones = keys.map((key): KeyedCommand => {
        return { key: prefix + key, add: (to) => to.set(prefix + key, tombstone, 'PX', tombstoneMs) };
      });
      await withRedis(() => byNode(client, tombstones));
    },
  };
}
