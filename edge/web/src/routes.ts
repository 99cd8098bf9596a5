import { useSyncExternalStore } from 'react';
import { type Address, addressOf } from './addresses.ts';

const listeners = new Set<() => void>();
addEventListener('popstate', () => {
  for (const listener of listeners) listener();
});

/** Where one is; undefined when there is nothing. */
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

/** Names the entry of the browser's history that is shown: the same when somebody goes back to it. */
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
