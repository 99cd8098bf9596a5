import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster } from 'ioredis';
import { byNode, type KeyedCommand } from '../../../platform/redis/by-node.ts';
import { redisFunctions } from '../../../platform/redis/functions.ts';
import { withRedis } from '../../../platform/redis/unavailable.ts';
import { completed, emptyRing, packEntry, ringHeader, trimmed } from '../domain/ring.ts';
import type { RingStore } from '../ports.ts';

export interface RedisRingsOptions {
  readonly client: Cluster;
  /** Rings that nobody read for longer are forgotten. */
  readonly ttlMs: number;
  /** Goes before every key. */
  readonly prefix?: string;
  /** A read that failed: it is answered as if there were no ring. */
  readonly onError?: (error: unknown) => void;
}

const library = readFileSync(new URL('redis-rings.lua', import.meta.url), 'utf8');
/** A ring that others push to all the time changes between look and exchange; each try takes a millisecond. */
const maxExchanges = 100;

/**
 * Rings in Redis Cluster, for all timeline processes together. A push is a function call a reader, pipelined to each node;
 * a completion is computed here, by the one codec there is, and exchanged for the bytes it was computed from.
 */
export function redisRings(options: RedisRingsOptions): RingStore {
  const { client, ttlMs, prefix = 'skein:ring:', onError } = options;
  const { withLibrary } = redisFunctions(client, library);
  const keyOf = (readerId: string) => prefix + readerId;
  /** The client's answer is a buffer nobody else has: it may be trimmed in place. */
  const whole = (bytes: Buffer) => trimmed(bytes);

  return {
    async read(readerId) {
      const bytes = await client.getexBuffer(keyOf(readerId), 'PX', ttlMs).catch((error) => {
        onError?.(error);
        return null;
      });
      return bytes === null ? undefined : whole(bytes);
    },
    async open(readerId) {
      const empty = emptyRing(randomBytes(8).readBigUInt64BE());
      const call = () =>
        client.callBuffer('FCALL', 'skein_ring_open_1', 1, keyOf(readerId), empty, ttlMs) as Promise<Buffer>;
      return whole(await withRedis(() => withLibrary(call)));
    },
    async push(entry, readerIds) {
      const packed = packEntry(entry);
      const pushes = readerIds.map(keyOf).map((key): KeyedCommand => {
        return { key, add: (to) => to.fcall('skein_ring_push_1', 1, key, packed) };
      });
      const done = await withRedis(() => withLibrary(() => byNode(client, pushes)));
      return readerIds.filter((_, index) => done[index] === 1);
    },
    async complete(readerId, birth, built) {
      const key = keyOf(readerId);
      for (let tries = 0; tries < maxExchanges; tries++) {
        const seen = await withRedis(() => client.getBuffer(key));
        if (seen === null || ringHeader(seen).birth !== birth) return false;
        const sha1 = createHash('sha1').update(seen).digest('hex');
        // `trimmed` works in place: after the sum is taken.
        const ring = completed(whole(seen), built);
        const call = () => client.fcall('skein_ring_replace_1', 1, key, sha1, ring, ttlMs);
        if ((await withRedis(() => withLibrary(call))) === 1) return true;
      }
      throw new Error(`the ring changed ${maxExchanges} times while it was completed`);
    },
    async drop(readerId) {
      await withRedis(() => client.unlink(keyOf(readerId)));
    },
  };
}
