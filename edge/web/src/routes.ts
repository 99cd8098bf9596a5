import { useSyncExternalStore } from 'react';
import { type Address, addressOf } from './addresses.ts';
import { createListeners } from './data/listeners.ts';

const { onChange, changed } = createListeners();
addEventListener('popstate', changed);

/** The current address; undefined when it is not an address of the page. */
export function useRoute(): Address | undefined {
  useSyncExternalStore(onChange, () => `${currentPath()} ${visitId()}`);
  return addressOf(location.pathname, location.search);
}

const currentPath = () => location.pathname + location.search;

/** The id of the current history entry; navigating back gives the same id. */
export function visitId(): string {
  return String((history.state as { visit?: number } | null)?.visit ?? '');
}

/** @param path also with parameters; at the current path, `again` makes a new visit, whose lists load anew */
export function go(path: string, { again = false } = {}): void {
  const visit = { visit: Date.now() };
  if (path !== currentPath()) history.pushState(visit, '', path);
  else if (again) history.replaceState(visit, '');
  changed();
  scrollTo(0, 0);
}
