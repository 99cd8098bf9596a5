import { reasonOf } from '../../../../platform/errors.ts';
import { createListeners } from './listeners.ts';

/** One page of a list, as ids or other small values. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Empty after the last page. */
  readonly nextPageToken: string;
}

export interface ListState<T> {
  readonly items: readonly T[];
  /** Undefined before the first page, empty after the last. */
  readonly nextPageToken: string | undefined;
  readonly loading: boolean;
  /** Why the last page failed to load; undefined otherwise. */
  readonly failure: unknown;
}

export interface PagedList<T> {
  state(): ListState<T>;
  onChange(listener: () => void): () => void;
  /**
   * Loads the next page, including the first; does nothing while one is loading or after the last. After a page token that
   * is no longer valid, the list starts again.
   */
  more(): Promise<void>;
  /** Adds the user's own item at once; a page that contains it does not duplicate it. */
  add(item: T, at: 'start' | 'end'): void;
  /** Removes an item at once; a page that still contains it does not show it. */
  remove(item: T): void;
  close(): void;
}

/**
 * Pages may be short or empty; only an empty token ends a list. At most so many empty pages are skipped in one call.
 */
const maxEmptyPages = 10;

/** @param keyOf gives equal keys for equal items */
export function pagedList<T>(
  fetchPage: (pageToken: string, signal: AbortSignal) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): PagedList<T> {
  let state: ListState<T> = { items: [], nextPageToken: undefined, loading: false, failure: undefined };
  let own: readonly T[] = [];
  const removed = new Set<string>();
  const { onChange, changed } = createListeners();
  const closing = new AbortController();
  const change = (next: Partial<ListState<T>>) => {
    if (closing.signal.aborted) return;
    state = { ...state, ...next };
    changed();
  };

  const load = async (before: readonly T[], from: string) => {
    change({ loading: true, failure: undefined });
    try {
      let token = from;
      let items = before;
      for (let pages = 0; pages < maxEmptyPages; pages += 1) {
        const page = await fetchPage(token, closing.signal);
        token = page.nextPageToken;
        items = withoutRemoved(distinct([...before, ...page.items], keyOf));
        if (items.length > before.length || token === '') break;
      }
      change({ items: token === '' ? items : withOwn(items), nextPageToken: token, loading: false });
    } catch (failure) {
      change({ loading: false, failure });
    }
  };
  // The user's own item stays at the end until its page is loaded.
  const withOwn = (items: readonly T[]) => distinct([...items, ...own], keyOf);
  const withoutRemoved = (items: readonly T[]) => items.filter((item) => !removed.has(keyOf(item)));
  const withoutOwn = () => {
    const keys = new Set(own.map(keyOf));
    return state.items.filter((item) => !keys.has(keyOf(item)));
  };

  return {
    state: () => state,
    onChange,
    async more() {
      if (state.loading || state.nextPageToken === '') return;
      const expired = reasonOf(state.failure) === 'PAGE_TOKEN_INVALID';
      await (expired ? load([], '') : load(withoutOwn(), state.nextPageToken ?? ''));
    },
    add(item, at) {
      if (at === 'end') own = [...own, item];
      change({ items: distinct(at === 'end' ? [...state.items, item] : [item, ...state.items], keyOf) });
    },
    remove(item) {
      removed.add(keyOf(item));
      own = withoutRemoved(own);
      change({ items: withoutRemoved(state.items) });
    },
    close: () => closing.abort(),
  };
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Map<string, T>();
  for (const item of items) if (!known.has(keyOf(item))) known.set(keyOf(item), item);
  return [...known.values()];
}
