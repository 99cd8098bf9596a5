/** An optimistic change of a value while a write is in flight. It must not modify its argument. */
export type Overlay<V> = (value: V) => V;

export interface Kept<V> {
  readonly value: V;
  readonly asked: number;
}

/** Values by id as the server sent them, with the user's pending writes applied on top. */
export interface OptimisticStore<V extends object> {
  /** The value with every overlay applied. The same object until something changes. */
  get(id: string): V | undefined;
  /** @returns a function that ends the subscription */
  onChange(id: string, listener: () => void): () => void;
  /**
   * Stores a value from the server.
   *
   * @param asked the store's time when the request was sent; a response to an older request than the stored one is
   *   dropped
   */
  put(id: string, value: V, asked: number): void;
  /** The server's value without overlays, and when it was requested. */
  kept(id: string): Kept<V> | undefined;
  /** @returns a function that removes the overlay */
  overlay(id: string, change: Overlay<V>): () => void;
  readonly size: number;
}

/**
 * Stores the server's value apart from overlays, so that reverting a refused write only removes its overlay, whatever
 * the server sent meanwhile.
 *
 * @param maxValues how many values are kept; beyond it the oldest that no view shows are dropped
 */
export function optimisticStore<V extends object>(maxValues: number): OptimisticStore<V> {
  const kept = new Map<string, Kept<V>>();
  const overlays = new Map<string, Set<Overlay<V>>>();
  const shown = new Map<string, V>();
  const listeners = new Map<string, Set<() => void>>();

  const changed = (id: string) => {
    shown.delete(id);
    for (const listener of listeners.get(id) ?? []) listener();
  };
  const evict = () => {
    for (const id of kept.keys()) {
      if (kept.size <= maxValues) return;
      if (listeners.has(id) || overlays.has(id)) continue;
      kept.delete(id);
      shown.delete(id);
    }
  };

  return {
    get(id) {
      const known = shown.get(id);
      if (known !== undefined) return known;
      let value = kept.get(id)?.value;
      if (value === undefined) return undefined;
      for (const change of overlays.get(id) ?? []) value = change(value);
      shown.set(id, value);
      return value;
    },
    onChange(id, listener) {
      const own = addTo(listeners, id, listener);
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(id);
      };
    },
    put(id, value, asked) {
      const before = kept.get(id);
      if (before !== undefined && asked < before.asked) return;
      kept.delete(id);
      kept.set(id, { value, asked });
      changed(id);
      evict();
    },
    kept: (id) => kept.get(id),
    overlay(id, change) {
      const own = addTo(overlays, id, change);
      changed(id);
      return () => {
        if (!own.delete(change)) return;
        if (own.size === 0) overlays.delete(id);
        changed(id);
      };
    },
    get size() {
      return kept.size;
    },
  };
}

function addTo<T>(sets: Map<string, Set<T>>, id: string, element: T): Set<T> {
  const set = sets.get(id) ?? new Set<T>();
  sets.set(id, set);
  set.add(element);
  return set;
}
