import { useSyncExternalStore } from 'react';

/** The unread count of the header, which is outside the pages that know it. */
let shown = 0;
const listeners = new Set<() => void>();

export function showUnread(count: number): void {
  if (count === shown) return;
  shown = count;
  for (const listener of listeners) listener();
}

export function useUnread(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
