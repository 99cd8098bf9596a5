import { randomBytes } from 'node:crypto';
import { copyOfText } from '../../../platform/cache/owned-copy.ts';
import type { Clock } from '../../../platform/clock.ts';
import { completed, emptyRing, packEntry, ringHeader } from '../domain/ring.ts';
import type { RingStore } from '../ports.ts';
import { GrowableRing, growableRingBytes } from './growable-ring.ts';

export interface MemoryRingsOptions {
  readonly clock: Clock;
  /** A ring that is not read for longer is removed. Its reader is then passive and gets nothing pushed. */
  readonly ttlMs: number;
  /** The most memory of all rings, in bytes. The least recently read rings are evicted first. */
  readonly maxBytes: number;
}

interface TimedRing {
  readonly ring: GrowableRing;
  /** When it was last read, by the monotonic clock. */
  readonly readMs: number;
}

/** Within one TTL a ring that is read all the time is renewed this often. */
const renewals = 10_000;
/** The memory of a full ring: its bytes, and the objects and the key that hold them. */
const ringBytes = growableRingBytes + 600;

/** Rings in the memory of one process. */
export function memoryRings({ clock, ttlMs, maxBytes }: MemoryRingsOptions): RingStore {
  // In order of last read, so the first expire first. Not a general cache: a push reads the clock once instead of once per
  // ring, and does not change the order.
  const rings = new Map<string, TimedRing>();
  /** Rings without a TTL. At most half of all rings, so that other readers have room. */
  const kept = new Map<string, GrowableRing>();
  const maxRings = Math.floor(maxBytes / ringBytes);

  /** The ring, unless it has expired at `nowMs`. */
  const find = (readerId: string, nowMs: number): GrowableRing | undefined => {
    const found = rings.get(readerId);
    if (found === undefined) return kept.get(readerId);
    if (nowMs - found.readMs <= ttlMs) return found.ring;
    rings.delete(readerId);
    return undefined;
  };
  const put = (readerId: string, ring: GrowableRing) => {
    const readMs = clock.monotonicMs();
    if (kept.has(readerId)) kept.set(readerId, ring);
    else {
      rings.delete(readerId);
      rings.set(copyOfText(readerId), { ring, readMs });
    }
    for (const [first, each] of rings) {
      if (rings.size + kept.size <= maxRings && readMs - each.readMs <= ttlMs) return;
      rings.delete(first);
    }
  };
  /** The ring, with its TTL renewed. Not at every read, because moving it to the end of the map is expensive. */
  const findAndRenew = (readerId: string): GrowableRing | undefined => {
    const nowMs = clock.monotonicMs();
    const ring = find(readerId, nowMs);
    const timed = rings.get(readerId);
    if (timed !== undefined && nowMs - timed.readMs > ttlMs / renewals) put(readerId, timed.ring);
    return ring;
  };

  return {
    async read(readerId) {
      return findAndRenew(readerId)?.view();
    },
    versions: async (readerIds) => readerIds.map((readerId) => findAndRenew(readerId)?.version()),
    async open(readerId) {
      const ring = findAndRenew(readerId);
      if (ring !== undefined) return ring.view();
      const empty = emptyRing(randomBytes(8).readBigUInt64BE());
      put(readerId, new GrowableRing(empty));
      return empty;
    },
    async push(entry, readerIds) {
      const packed = packEntry(entry);
      const nowMs = clock.monotonicMs();
      const reached: string[] = [];
      for (const readerId of readerIds) {
        const ring = find(readerId, nowMs);
        if (ring === undefined) continue;
        ring.append(packed);
        reached.push(readerId);
      }
      return reached;
    },
    async complete(readerId, birth, built) {
      const ring = find(readerId, clock.monotonicMs())?.view();
      if (ring === undefined || ringHeader(ring).birth !== birth) return false;
      put(readerId, new GrowableRing(completed(ring, built)));
      return true;
    },
    async keep(readerId) {
      const ring = find(readerId, clock.monotonicMs());
      if (ring === undefined || kept.has(readerId) || kept.size >= maxRings / 2) return;
      rings.delete(readerId);
      kept.set(copyOfText(readerId), ring);
    },
    async drop(readerId) {
      rings.delete(readerId);
      kept.delete(readerId);
    },
  };
}
