import { randomBytes } from 'node:crypto';
import {
  completed,
  emptyRing,
  packEntry,
  ringHeader,
  ringVersion,
  trimmed,
} from '../../services/timeline/domain/ring.ts';
import type { RingStore } from '../../services/timeline/ports.ts';

/** So few that runs of some hundred steps evict entries all the time. */
export const smallCapacity = 8;

/** Rings that evict by the product's rule, but far sooner, and never expire. */
export function smallRings(evicted: () => void, trim: typeof trimmed = trimmed): RingStore {
  const rings = new Map<string, Buffer>();
  const put = (readerId: string, ring: Buffer) => {
    const kept = trim(ring, smallCapacity);
    if (kept.length < ring.length) evicted();
    rings.set(readerId, kept);
  };
  return {
    async read(readerId) {
      return rings.get(readerId);
    },
    async versions(readerIds) {
      return readerIds.map((readerId) => {
        const ring = rings.get(readerId);
        return ring && ringVersion(ring, ring, ring.length);
      });
    },
    async open(readerId) {
      if (!rings.has(readerId)) rings.set(readerId, emptyRing(randomBytes(8).readBigUInt64BE()));
      return rings.get(readerId)!;
    },
    async push(entry, readerIds) {
      const whose = readerIds.filter((readerId) => rings.has(readerId));
      for (const readerId of whose) put(readerId, Buffer.concat([rings.get(readerId)!, packEntry(entry)]));
      return whose;
    },
    async complete(readerId, birth, built) {
      const ring = rings.get(readerId);
      if (ring === undefined || ringHeader(ring).birth !== birth) return false;
      put(readerId, completed(ring, built));
      return true;
    },
    // They do not expire.
    async keep() {},
    async drop(readerId) {
      rings.delete(readerId);
    },
  };
}
