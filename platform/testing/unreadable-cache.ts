import type { Cache } from '../cache/port.ts';

/** A cache that can be neither read nor filled, as while its nodes are down. Changes go on. */
export function unreadable<V>(cache: Cache<V>): Cache<V> {
  const fail = async () => {
    throw new Error('the cache is down');
  };
  return { ...cache, getMany: fail, putIfAbsent: fail };
}
