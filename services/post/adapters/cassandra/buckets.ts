/** The number of partitions of the reactions of one kind to one post. Lists of people are merged from all of them. */
export const BUCKETS = 16;

export const allBuckets: readonly number[] = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

/** FNV-1a. Stored rows depend on it, so it must never change. */
export function bucketOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) {
    hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % BUCKETS;
}
