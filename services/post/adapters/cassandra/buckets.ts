/** Over how many partitions the reactions of one kind to one post are spread; lists of people are merged from all. */
export const BUCKETS = 16;

export const allBuckets: readonly number[] = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

/** FNV-1a, the same in every process and for ever. */
export function bucketOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) {
    hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % BUCKETS;
}
