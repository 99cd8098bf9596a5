import type { CacheCodec } from './encoded-cache.ts';

/** Values as JSON, for those that have no encoding of their own. */
export function jsonCodec<V>(): CacheCodec<V> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as V,
  };
}
