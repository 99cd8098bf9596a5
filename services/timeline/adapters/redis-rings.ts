import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster } from 'ioredis';
import { callByNode } from '../../../platform/redis/call-by-node.ts';
import { redisFunctions } from '../../../platform/redis/functions.ts';
import { type KeyedCommand, pipelineByNode } from '../../../platform/redis/pipeline-by-node.ts';
import { withRedis } from '../../../platform/redis/unavailable.ts';
import {
  completed,
  emptyRing,
  packEntry,
  ringHeader,
  ringVersion,
  ringVersionBytes,
  trimmed,
} from '../domain/ring.ts';
import type { RingStore } from '../ports.ts';

export interface RedisRingsOptions {
  readonly client: Cluster;
  /** Rings that are not read for longer expire. */
  readonly ttlMs: number;
  /** The prefix of every key. */
  readonly prefix?: string;
  /** Reports a failed read. Reads then behave as without a ring. */
  readonly onError?: (error: unknown) => void;
}

const library = readFileSync(new URL('redis-rings.lua', import.meta.url), 'utf8');
/** The most attempts of a completion. Pushes can change a ring between read and exchange; an attempt takes a millisecond. */
const maxExchanges = 100;
/** The most rings per call. A call blocks its node for 1 to 2 ms. */
const maxRingsOfCall = 250;

/**
 * Rings in Redis Cluster, for all timeline processes. A push is one function call to each node that has rings of the readers.
 * A completion is computed here, because only this code knows the format, and replaces the bytes that it was computed from
 * (compare and set).
 */
export function redisRings(options: RedisRingsOptions): RingStore {
  const { client, ttlMs, prefix = 'skein:ring:', onError } = options;
  const { withLibrary } = redisFunctions(client, library);
  const keyOf = (readerId: string) => prefix + readerId;
  /** No other code has the client's buffer, so it may be trimmed in place. */
  const whole = (bytes: Buffer) => trimmed(bytes);

  /** Pushes with one call per ring. The client finds rings that moved. */
  const pushEach = async (keys: readonly string[], packed: Buffer) => {
    const pushes = keys.map((key): KeyedCommand => {
      return { key, add: (to) => to.fcall('skein_ring_push_1', 1, key, packed) };
    });
    return (await withLibrary(() => pipelineByNode(client, pushes))).map((answer) => answer === 1);
  };
  /** Pushes with one call per node. Undefined when a node refuses. */
  const pushByNode = async (keys: readonly string[], packed: Buffer) => {
    try {
      const pushed = await withLibrary(() =>
        callByNode<string>(client, keys, {
          maxKeys: maxRingsOfCall,
          call: async (node, own) => String(await node.fcall('skein_ring_push_all_1', 0, packed, ...own)),
        }),
      );
      return pushed?.map((digit) => digit === '1');
    } catch (error) {
      // Rings moved, or a node is down. Pushing a ring twice is allowed.
      onError?.(error);
      return undefined;
    }
  };

  return {
    async read(readerId) {
      const key = keyOf(readerId);
      // In one round trip. XX: a kept ring has no TTL and stays so.
      const answers = await client
        .pipeline()
        .getBuffer(key)
        .pexpire(key, ttlMs, 'XX')
        .exec()
        .catch((error: unknown) => [[error, null] as const]);
      const [error, bytes] = answers?.[0] ?? [];
      if (error) onError?.(error);
      return Buffer.isBuffer(bytes) ? whole(bytes) : undefined;
    },
    async versions(readerIds) {
      const parts = readerIds.map(keyOf).flatMap((key): KeyedCommand[] => [
        { key, add: (to) => to.getrangeBuffer(key, 0, ringVersionBytes.first - 1) },
        { key, add: (to) => to.getrangeBuffer(key, -ringVersionBytes.last, -1) },
        { key, add: (to) => to.strlen(key) },
        { key, add: (to) => to.pexpire(key, ttlMs, 'XX') },
      ]);
      const answers = await pipelineByNode(client, parts).catch((error: unknown) => {
        onError?.(error);
        return [];
      });
      return readerIds.map((_, i) => {
        const [first, last, length] = answers.slice(4 * i, 4 * i + 3) as [Buffer?, Buffer?, number?];
        return length ? ringVersion(first!, last!, length) : undefined;
      });
    },
    async open(readerId) {
      const empty = emptyRing(randomBytes(8).readBigUInt64BE());
      const call = () =>
        client.callBuffer('FCALL', 'skein_ring_open_2', 1, keyOf(readerId), empty, ttlMs) as Promise<Buffer>;
      return whole(await withRedis(() => withLibrary(call)));
    },
    async push(entry, readerIds) {
      const keys = readerIds.map(keyOf);
      const packed = packEntry(entry);
      const done = (await pushByNode(keys, packed)) ?? (await withRedis(() => pushEach(keys, packed)));
      return readerIds.filter((_, index) => done[index]);
    },
    async complete(readerId, birth, built) {
      const key = keyOf(readerId);
      for (let tries = 0; tries < maxExchanges; tries++) {
        const seen = await withRedis(() => client.getBuffer(key));
        if (seen === null || ringHeader(seen).birth !== birth) return false;
        const sha1 = createHash('sha1').update(seen).digest('hex');
        // `trimmed` changes the buffer, so the hash is taken first.
        const ring = completed(whole(seen), built);
        const call = () => client.fcall('skein_ring_replace_2', 1, key, sha1, ring, ttlMs);
        if ((await withRedis(() => withLibrary(call))) === 1) return true;
      }
      throw new Error(`the ring changed ${maxExchanges} times while it was completed`);
    },
    async keep(readerId) {
      await withRedis(() => client.persist(keyOf(readerId)));
    },
    async drop(readerId) {
      await withRedis(() => client.unlink(keyOf(readerId)));
    },
  };
}
