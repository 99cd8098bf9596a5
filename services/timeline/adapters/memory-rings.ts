import { randomBytes } from 'node:crypto';
import { copyOfText } from '../../../platform/cache/owned-copy.ts';
import type { Clock } from '../../../platform/clock.ts';
import { completed, emptyRing, packEntry, ringHeader } from '../domain/ring.ts';
import type { RingStore } from '../ports.ts';
import { GrowableRing, growableRingBytes } from './growable-ring.ts';

export interface MemoryRingsOptions {
  readonly clock: Clock;
  /** A ring that is not read for longer is removed: its reader is passive and gets nothing pushed. */
  readonly ttlMs: number;
  /** What all rings together may take, in bytes; the least recently read go first. */
  readonly maxBytes: number;
}

interface Living {
  readonly ring: GrowableRing;
  /** When it was last read, by the monotonic clock. */
  readonly readMs: number;
}

/** How often in its life a ring that is read all the time is renewed. */
const renewals = 10_000;
/** What a full ring takes: its bytes, and the objects and the key that hold them. */
const ringBytes = growableRingBytes + 600;

/** Rings in the memory of one process. */
export function memoryRings({ clock, ttlMs, maxBytes }: MemoryRingsOptions): RingStore {
  // In the order of their last reading, so that the first to end are the first. A push asks for the time once, not
  // once a ring, and changes no order: that is what a cache of general use would cost it.
  const rings = new Map<string, Living>();
  /** Those that do not end with their life: half of all at the most, or nobody else would have one. */
  const kept = new Map<string, GrowableRing>();
  const maxRings = Math.floor(maxBytes / ringBytes);

  /** The ring, if it lives at `nowMs`. */
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
  /** The ring, which lives on from now: to within a part of its life, for moving it behind all others costs a read much. */
  const renewed = (readerId: string): GrowableRing | undefined => {
    const nowMs = clock.monotonicMs();
    const ring = find(readerId, nowMs);
    const living = rings.get(readerId);
    if (living !== undefined && nowMs - living.readMs > ttlMs / renewals) put(readerId, living.ring);
    return ring;
  };

  return {
    async read(readerId) {
      return renewed(readerId)?.view();
    },
    async open(readerId) {
      const ring = renewed(readerId);
      if (ring !== undefined) return ring.view();
      const empty = emptyRing(randomBytes(8).readBigUInt64BE());
      put(readerId, new GrowableRing(empty));
      return empty;
    },
    async push(entry, readerIds) {
      const packed = packEntry(entry);
      const nowMs = clock.monotonicMs();
      const whose: string[] = [];
      for (const readerId of readerIds) {
        const ring = find(readerId, nowMs);
        if (ring === undefined) continue;
        ring.append(packed);
        whose.push(readerId);
      }
      return whose;
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
