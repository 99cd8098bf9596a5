import { keep, ownText, textBytes } from './kept.ts';

export interface BoundedOptions<V> {
  /** What all entries may take in memory, in bytes; a larger one is not kept at all. */
  readonly maxBytes: number;
  /** How many entries are kept at the most; as many as there is memory for without. */
  readonly max?: number;
  /** What lives as long as a value and is no part of it, such as what is derived from it and remembered, in bytes. */
  readonly besideBytes?: (value: V) => number;
}

/** What an entry takes beside its key and value, in bytes: its slot, and its place in the map. */
const entryBytes = 120;

/**
 * A bounded map within the process: any entry may vanish when another is set. It keeps plain values (`keep`), each with
 * its key in memory of its own, and counts what they take.
 */
export interface Bounded<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
  readonly entries: number;
  /** What all entries take, in bytes. */
  readonly bytes: number;
}

interface Slot<V> {
  readonly key: string;
  readonly value: V;
  readonly bytes: number;
  /** Somebody asked for it since the hand was here. */
  asked: boolean;
}

/**
 * Entries that nobody asked for go first, by a hand that goes round and passes once over what was asked for (SIEVE, Zhang
 * et al., NSDI '24). Keeping the order of the last use, as least-recently-used does, would cost every look-up as much
 * again as the look-up; this keeps as much of what is asked for often, and marks it with one bit.
 */
export function bounded<V extends NonNullable<unknown>>(options: BoundedOptions<V>): Bounded<V> {
  const { maxBytes, max = Number.POSITIVE_INFINITY, besideBytes = () => 0 } = options;
  const slots = new Map<string, Slot<V>>();
  // An iterator that is kept sees what is set behind it; a new one for each eviction would pass all holes again.
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

  return {
    get(key) {
      const slot = slots.get(key);
      if (slot === undefined) return undefined;
      if (!slot.asked) slot.asked = true;
      return slot.value;
    },
    set(key, value) {
      const before = slots.get(key);
      if (before !== undefined) remove(before);
      const kept = keep(value);
      const bytes = entryBytes + textBytes(key) + kept.bytes + besideBytes(value);
      if (bytes > maxBytes) return;
      const slot = { key: ownText(key), value: kept.value, bytes, asked: before !== undefined };
      slots.set(slot.key, slot);
      totalBytes += bytes;
      while (slots.size > max || totalBytes > maxBytes) evict(slot);
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
