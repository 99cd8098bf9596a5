import { readFileSync } from 'node:fs';
import type { Cluster } from 'ioredis';
import { callByNode, isMoved } from '../redis/call-by-node.ts';
import { redisFunctions } from '../redis/functions.ts';
import { type KeyedCommand, pipelineByNode } from '../redis/pipeline-by-node.ts';
import { withRedis } from '../redis/unavailable.ts';
import { type Cache, TOMBSTONE_MS } from './port.ts';

export interface RedisCacheOptions {
  readonly client: Cluster;
  /** Precedes every key; separates the caches of one cluster. */
  readonly prefix: string;
  readonly tombstoneMs?: number;
}

/** The byte before a value. A tombstone is another byte alone. */
const isValue = Buffer.of(1);
const tombstone = Buffer.of(0);

const library = readFileSync(new URL('redis-cache.lua', import.meta.url), 'utf8');
/** The most keys of one call. It blocks its node for less than a millisecond. */
const maxKeysOfCall = 500;

/**
 * A cache that all processes of a network share. Entries and tombstones are both keys of the cluster, which must have
 * memory for both: use `allkeys-lru` and room for ten seconds of changes (`volatile-ttl` would evict tombstones first).
 * A lost node loses tombstones and entries together, so an old value can return only through a read that began before
 * the loss and ends after it.
 *
 * Calls reject while a node is unreachable: readers continue without the cache, changes wait.
 */
export function redisCache(options: RedisCacheOptions): Cache<Uint8Array> {
  const { client, prefix, tombstoneMs = TOMBSTONE_MS } = options;
  const { withLibrary } = redisFunctions(client, library);
  const getEach = async (keys: readonly string[]): Promise<unknown[]> =>
    keys.length === 1
      ? [await client.getBuffer(keys[0]!)]
      : pipelineByNode(
          client,
          keys.map((key) => ({ key, add: (to) => to.getBuffer(key) })),
        );
  const getByNode = (keys: readonly string[]) =>
    withLibrary(() =>
      callByNode<unknown>(client, keys, {
        maxKeys: maxKeysOfCall,
        call: async (node, own) =>
          (await node.callBuffer('FCALL_RO', 'skein_cache_get_all_1', 0, ...own)) as unknown[],
      }),
    ).catch((error: unknown) => {
      if (isMoved(error)) return undefined;
      throw error;
    });
  return {
    async getMany(keys) {
      const own = keys.map((key) => prefix + key);
      const found = (await getByNode(own)) ?? (await getEach(own));
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
      await withRedis(() => pipelineByNode(client, tombstones));
    },
  };
}
