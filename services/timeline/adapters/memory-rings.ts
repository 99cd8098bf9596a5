import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../platform/clock.ts';
import {
  appended,
  completed,
  emptyRing,
  packEntry,
  ringCapacity,
  ringEntryBytes,
  ringHeader,
  ringHeaderBytes,
} from '../domain/ring.ts';
import type { RingStore } from '../ports.ts';

export interface MemoryRingsOptions {
  readonly clock: Clock;
  /** Rings that nobody read for longer are forgotten. */
  readonly ttlMs: number;
  /** What all rings together may take, in bytes; the least recently read go first. */
  readonly maxBytes: number;
}

/** Room for entries to be appended before a ring is copied. */
const spare = 64;

/** A ring with room behind its end, so that most appends copy one entry. */
interface Roomy {
  bytes: Buffer;
  length: number;
}

/** Rings in the memory of one process. */
export function memoryRings({ clock, ttlMs, maxBytes }: MemoryRingsOptions): RingStore {
  const rings = new LRUCache<string, Roomy>({
    maxSize: maxBytes,
    sizeCalculation: () => ringHeaderBytes + (ringCapacity + spare) * ringEntryBytes,
    ttl: ttlMs,
    updateAgeOnGet: true,
    // 0 means no age to the cache, so its clock starts at 1; and it is asked each time.
    ttlResolution: 0,
    perf: { now: () => clock.monotonicMs() + 1 },
  });
  const view = ({ bytes, length }: Roomy) => bytes.subarray(0, length);
  const put = (readerId: string, ring: Buffer) => rings.set(readerId, { bytes: ring, length: ring.length });

  function append(ring: Roomy, packed: Buffer): void {
    const entries = (ring.length - ringHeaderBytes) / ringEntryBytes;
    if (entries >= ringCapacity || ring.length + ringEntryBytes > ring.bytes.length) {
      const next = appended(view(ring), packed);
      ring.bytes = Buffer.allocUnsafe(next.length + spare * ringEntryBytes);
      next.copy(ring.bytes);
      ring.length = next.length;
    } else {
      packed.copy(ring.bytes, ring.length);
      ring.length += ringEntryBytes;
    }
  }

  return {
    async read(readerId) {
      const ring = rings.get(readerId);
      // Appends go behind what a reader was given; an eviction makes new bytes.
      return ring && view(ring);
    },
    async open(readerId) {
      const ring = rings.get(readerId);
      if (ring !== undefined) return view(ring);
      const empty = emptyRing(randomBytes(8).readBigUInt64BE());
      put(readerId, empty);
      return empty;
    },
    async push(entry, readerIds) {
      const packed = packEntry(entry);
      return readerIds.filter((readerId) => {
        const ring = rings.peek(readerId);
        if (ring !== undefined) append(ring, packed);
        return ring !== undefined;
      });
    },
    async complete(readerId, birth, built) {
      const ring = rings.peek(readerId);
      if (ring === undefined || ringHeader(ring.bytes).birth !== birth) return false;
      put(readerId, completed(view(ring), built));
      return true;
    },
    async drop(readerId) {
      rings.delete(readerId);
    },
  };
}
