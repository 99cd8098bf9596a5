/** Changes a value for as long as a write is under way. It must not change its argument. */
export type Overlay<V> = (value: V) => V;

export interface Kept<V> {
  readonly value: V;
  readonly asked: number;
}

/** Values by id, as the server answered them, with the caller's own unanswered writes on top. */
export interface OverlaidStore<V extends object> {
  /** What a view shows: the server's value with every overlay applied. The same object until something changes. */
  get(id: string): V | undefined;
  /** @returns a function that ends the subscription */
  onChange(id: string, listener: () => void): () => void;
  /**
   * Keeps what the server answered.
   *
   * @param asked the store's time when the question was sent; an answer to an older question than the one kept is dropped
   */
  put(id: string, value: V, asked: number): void;
  /** What the server answered, without overlays, and when that was asked for. */
  kept(id: string): Kept<V> | undefined;
  /** @returns a function that takes the overlay away again */
  overlay(id: string, change: Overlay<V>): () => void;
  readonly size: number;
}

/**
 * Keeping the server's value apart from overlays makes roll-back trivial: a refused write takes its overlay away,
 * whatever the server has answered to others meanwhile.
 *
 * @param maxValues how many are kept; beyond it the oldest that no view shows are dropped
 */
export function overlaidStore<V extends object>(maxValues: number): OverlaidStore<V> {
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
