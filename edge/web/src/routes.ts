import { useSyncExternalStore } from 'react';

/** Where one is within the page. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'person'; readonly handle: string }
  | { readonly page: 'thread'; readonly postId: string }
  | { readonly page: 'sign-up' };

const listeners = new Set<() => void>();
addEventListener('popstate', () => {
  for (const listener of listeners) listener();
});

export function useRoute(): Route {
  const path = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );
  return routeOf(path);
}

export function go(path: string): void {
  if (path !== location.pathname) history.pushState(null, '', path);
  for (const listener of listeners) listener();
  scrollTo(0, 0);
}

export const pathOfPerson = (handle: string) => `/@${handle}`;
export const pathOfThread = (postId: string) => `/posts/${postId}`;

function routeOf(path: string): Route {
  const [, handle] = /^\/@(\w+)$/.exec(path) ?? [];
  if (handle !== undefined) return { page: 'person', handle };
  const [, postId] = /^\/posts\/(\w+)$/.exec(path) ?? [];
  if (postId !== undefined) return { page: 'thread', postId };
  return path === '/sign-up' ? { page: 'sign-up' } : { page: 'home' };
}
