import { useMemo, useSyncExternalStore } from 'react';
import { visitId } from '../routes.ts';
import { useModel } from './model.ts';
import { type ListState, type Page, type PagedList, pagedList } from './paged-list.ts';

/**
 * A list whose first page is asked for at once, and that is still there when somebody goes back to it.
 *
 * @param key another list when it changes
 */
export function usePagedList<T>(
  key: string,
  fetchPage: (pageToken: string, signal: AbortSignal) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): { readonly list: PagedList<T>; readonly state: ListState<T> } {
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

/** Of a list of ids. */
export const itself = (id: string) => id;
