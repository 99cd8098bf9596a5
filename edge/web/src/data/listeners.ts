/** The listeners of a state's changes. */
export interface Listeners {
  /** Returns a function that removes the listener. */
  readonly onChange: (listener: () => void) => () => void;
  /** Tells all of them. */
  readonly changed: () => void;
}

export function createListeners(): Listeners {
  const all = new Set<() => void>();
  return {
    onChange(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    changed() {
      for (const listener of all) listener();
    },
  };
}
