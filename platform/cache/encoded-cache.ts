import type { Cache } from './port.ts';

/** How a value is stored as bytes. */
export interface CacheCodec<V> {
  encode(value: V): Uint8Array;
  /** Undefined for bytes of an unknown version: they count as missing. */
  decode(bytes: Uint8Array, key: string): V | undefined;
}

/** A cache of values over a cache of bytes. */
export function encodedCache<V>(bytes: Cache<Uint8Array>, { encode, decode }: CacheCodec<V>): Cache<V> {
  return {
    async getMany(keys) {
      const found = await bytes.getMany(keys);
      return found.map((each, index) => (each === undefined ? undefined : decode(each, keys[index]!)));
    },
    putIfAbsent: (key, value, ttlMs) => bytes.putIfAbsent(key, encode(value), ttlMs),
    invalidate: (keys) => bytes.invalidate(keys),
  };
}
