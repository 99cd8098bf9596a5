import { useSyncExternalStore } from 'react';
import { createListeners } from '../data/listeners.ts';

/** The unread count of the header, which is outside the pages that know it. */
let shown = 0;
const { onChange, changed } = createListeners();

export function showUnread(count: number): void {
  if (count === shown) return;
  shown = count;
  changed();
}

export function useUnread(): number {
  return useSyncExternalStore(onChange, () => shown);
}
