export interface BoundedOptions<V> {
  /** How many entries are kept at the most. */
  readonly max?: number;
  /** What `sizeOf` all entries may add up to; a larger one is not kept at all. */
  readonly maxSize?: number;
  readonly sizeOf?: (value: V) => number;
}

/** A bounded map within the process: any entry may vanish when another is set. */
export interface Bounded<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
  readonly entries: number;
  /** The sum of `sizeOf`. */
  readonly totalSize: number;
}

interface Slot<V> {
  readonly key: string;
  value: V;
  size: number;
  /** Somebody asked for it since the hand was here. */
  asked: boolean;
}

/**
 * Entries that nobody asked for go first, by a hand that goes round and passes once over what was asked for (SIEVE, Zhang
 * et al., NSDI '24). Keeping the order of the last use, as least-recently-used does, would cost every look-up as much
 * again as the look-up; this keeps as much of what is asked for often, and marks it with one bit.
 */
export function bounded<V extends NonNullable<unknown>>(options: BoundedOptions<V>): Bounded<V> {
  const { max = Number.POSITIVE_INFINITY, maxSize = Number.POSITIVE_INFINITY, sizeOf = () => 1 } = options;
  const slots = new Map<string, Slot<V>>();
  // An iterator that is kept sees what is set behind it; a new one for each eviction would pass all holes again.
  let hand = slots.values();
  let totalSize = 0;

  const remove = (slot: Slot<V>) => {
    slots.delete(slot.key);
    totalSize -= slot.size;
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
      const size = sizeOf(value);
      const before = slots.get(key);
      if (before !== undefined) remove(before);
      if (size > maxSize) return;
      const slot = { key, value, size, asked: before !== undefined };
      slots.set(key, slot);
      totalSize += size;
      while (slots.size > max || totalSize > maxSize) evict(slot);
    },
    delete(key) {
      const slot = slots.get(key);
      if (slot !== undefined) remove(slot);
    },
    clear() {
      slots.clear();
      hand = slots.values();
      totalSize = 0;
    },
    get entries() {
      return slots.size;
    },
    get totalSize() {
      return totalSize;
    },
  };
}
