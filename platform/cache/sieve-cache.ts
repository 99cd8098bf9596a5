import { copyOfText, ownedCopy, textBytes } from './owned-copy.ts';

export interface SieveCacheOptions<V> {
  /** The memory that all entries may take, in bytes. A larger single entry is not stored. */
  readonly maxBytes: number;
  /** The most entries. Default: as many as fit into `maxBytes`. */
  readonly max?: number;
  /** Bytes that live as long as a value without being part of it, such as a memoized derivation. */
  readonly besideBytes?: (value: V) => number;
}

/** The overhead of an entry beside its key and value, in bytes: its slot and its place in the map. */
const entryBytes = 120;

/**
 * A bounded map in this process: setting one entry may evict others. It stores plain values (see `ownedCopy`), copies each
 * key into memory of its own, and counts what they take.
 */
export interface SieveCache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
  readonly entries: number;
  /** The memory that all entries take, in bytes. */
  readonly bytes: number;
}

interface Slot<V> {
  readonly key: string;
  value: V;
  bytes: number;
  /** The entry was read since the hand last passed it. */
  asked: boolean;
}

/**
 * Evicts by SIEVE (Zhang et al., NSDI '24): a hand goes round, evicts entries that were not read since it last passed,
 * and spares the others once. Strict LRU order would double the cost of each look-up; SIEVE has the same hit rate for
 * hot entries and costs one bit.
 */
export function sieveCache<V extends NonNullable<unknown>>(options: SieveCacheOptions<V>): SieveCache<V> {
  const { maxBytes, max = Number.POSITIVE_INFINITY, besideBytes = () => 0 } = options;
  const slots = new Map<string, Slot<V>>();
  // One iterator is kept, because it also sees entries added behind it. A new one for each eviction would walk over all
  // holes again.
  let hand = slots.values();
  let totalBytes = 0;

  const remove = (slot: Slot<V>) => {
    slots.delete(slot.key);
    totalBytes -= slot.bytes;
  };
  const evict = (kept: Slot<V>) => {
    for (;;) {
      const { done, value: slot } = hand.next();
      if (done) hand = slots.values();
      else if (slot.asked) slot.asked = false;
      else if (slot !== kept) return remove(slot);
    }
  };

  const makeRoom = (kept: Slot<V>) => {
    while (slots.size > max || totalBytes > maxBytes) evict(kept);
  };
  const grow = (slot: Slot<V>, bytes: number) => {
    slot.bytes += bytes;
    totalBytes += bytes;
    slot.asked = true;
    if (slot.bytes > maxBytes) remove(slot);
    else makeRoom(slot);
  };

  return {
    get(key) {
      const slot = slots.get(key);
      if (slot === undefined) return undefined;
      if (!slot.asked) slot.asked = true;
      return slot.value;
    },
    set(key, value) {
      const kept = ownedCopy(value);
      const bytes = entryBytes + textBytes(key) + kept.bytes + besideBytes(value);
      const known = slots.get(key);
      if (known !== undefined) {
        // Replaced in place: deleting and inserting costs several times as much.
        known.value = kept.value;
        return grow(known, bytes - known.bytes);
      }
      if (bytes > maxBytes) return;
      const slot = { key: copyOfText(key), value: kept.value, bytes, asked: false };
      slots.set(slot.key, slot);
      totalBytes += bytes;
      makeRoom(slot);
    },
    delete(key) {
      const slot = slots.get(key);
      if (slot !== undefined) remove(slot);
    },
    clear() {
      slots.clear();
      hand = slots.values();
      totalBytes = 0;
    },
    get entries() {
      return slots.size;
    },
    get bytes() {
      return totalBytes;
    },
  };
}
