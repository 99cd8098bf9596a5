import { useMemo, useSyncExternalStore } from 'react';
import { visitId } from '../routes.ts';
import { useModel } from './model.ts';
import { type ListState, type Page, type PagedList, pagedList } from './paged-list.ts';

/** A list and its current state. */
export interface PagedView<T> {
  readonly list: PagedList<T>;
  readonly state: ListState<T>;
}

/**
 * A list that loads its first page at once and survives navigation back to it.
 *
 * @param key identifies the list; another key is another list
 */
export function usePagedList<T>(
  key: string,
  fetchPage: (pageToken: string, signal: AbortSignal) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): PagedView<T> {
  const { visits } = useModel();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the functions close over
  const list = useMemo(
    () =>
      visits.open(visitId(), key, () => {
        const opened = pagedList(fetchPage, keyOf);
        void opened.more();
        return opened;
      }),
    [visits, key],
  );
  return { list, state: useSyncExternalStore(list.onChange, list.state) };
}

/** The key of an id is the id itself. */
export const itself = (id: string) => id;
