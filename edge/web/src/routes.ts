import { useSyncExternalStore } from 'react';
import { type Address, addressOf } from './addresses.ts';

const listeners = new Set<() => void>();
addEventListener('popstate', () => {
  for (const listener of listeners) listener();
});

/** The current address; undefined when it is not an address of the page. */
export function useRoute(): Address | undefined {
  const path = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );
  return addressOf(path);
}

/** The id of the current history entry; navigating back gives the same id. */
export function visitId(): string {
  return String((history.state as { visit?: number } | null)?.visit ?? '');
}

export function go(path: string): void {
  if (path !== location.pathname) history.pushState({ visit: Date.now() }, '', path);
  for (const listener of listeners) listener();
  scrollTo(0, 0);
}

export const pathOfHandle = (handle: string) => `/@${handle}`;
export const pathOfUser = (userId: string) => `/users/${userId}`;
export const pathOfThread = (postId: string) => `/posts/${postId}`;
