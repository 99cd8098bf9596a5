import { type Draft, emptyDraft, isEmpty, isWorthKeeping } from './draft.ts';

/** Where a text is being written: the home page, below a post, or quoting one. */
export type Place = 'home' | `reply:${string}` | `quote:${string}`;

/** The drafts of one account in this browser: they survive navigation, reload and signing out. */
export interface DraftStore {
  get(place: Place): Draft;
  set(place: Place, draft: Draft): void;
  onChange(listener: () => void): () => void;
  /** How many have a text. */
  count(): number;
  clear(): void;
}

/** What of the browser's localStorage is needed. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Beyond so many places the ones changed least recently are forgotten. */
const maxPlaces = 100;

/**
 * @param onForeignChange calls when another window has changed a key (null: all of them)
 */
export function draftStore(
  userId: string,
  storage: TextStorage,
  onForeignChange: (work: (key: string | null) => void) => void = () => {},
): DraftStore {
  const key = `skein.drafts.${userId}`;
  const listeners = new Set<() => void>();
  let drafts = read(storage, key);
  const changed = () => {
    for (const listener of listeners) listener();
  };
  onForeignChange((of) => {
    if (of !== key && of !== null) return;
    drafts = read(storage, key);
    changed();
  });
  const keep = () => {
    try {
      if (drafts.size === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify([...drafts]));
    } catch {
      // Storage is full or forbidden: the drafts live as long as this window.
    }
    changed();
  };
  return {
    get: (place) => drafts.get(place) ?? emptyDraft,
    set(place, draft) {
      drafts.delete(place);
      if (!isEmpty(draft)) drafts.set(place, draft);
      while (drafts.size > maxPlaces) drafts.delete(drafts.keys().next().value!);
      keep();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    count: () => [...drafts.values()].filter(isWorthKeeping).length,
    clear() {
      drafts = new Map();
      keep();
    },
  };
}

function read(storage: TextStorage, key: string): Map<Place, Draft> {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? '[]') as [Place, Draft][];
    return new Map(
      stored.map(([place, { text, attempts }]) => [place, { text: String(text), attempts: { ...attempts } }]),
    );
  } catch {
    return new Map();
  }
}

const stores = new Map<string, DraftStore>();

/** The drafts of an account in this browser, the same in every view and window. */
export function draftsOf(userId: string): DraftStore {
  let store = stores.get(userId);
  if (store === undefined) {
    store = draftStore(userId, localStorage, (work) => addEventListener('storage', ({ key }) => work(key)));
    stores.set(userId, store);
  }
  return store;
}
