import { useEffect, useState, useSyncExternalStore } from 'react';
import { type ListState, type Page, type PagedList, pagedList } from './paged-list.ts';

const nothing: ListState<never> = { items: [], nextPageToken: undefined, loading: true, failure: undefined };

/**
 * A list of ids for as long as a component lives; its first page is asked for at once.
 *
 * @param key another list when it changes
 */
export function usePagedList(
  key: string,
  fetchPage: (pageToken: string, signal: AbortSignal) => Promise<Page<string>>,
): { readonly list: PagedList<string> | undefined; readonly state: ListState<string> } {
  const [list, setList] = useState<PagedList<string>>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the function closes over
  useEffect(() => {
    const opened = pagedList(fetchPage, (id) => id);
    setList(opened);
    void opened.more();
    return () => {
      opened.close();
      setList(undefined);
    };
  }, [key]);
  const state = useSyncExternalStore(
    (listener) => list?.onChange(listener) ?? (() => {}),
    () => list?.state() ?? nothing,
  );
  return { list, state };
}
