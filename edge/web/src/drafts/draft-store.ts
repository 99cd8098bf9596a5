import { createListeners } from '../data/listeners.ts';
import { type Draft, emptyDraft, isEmpty, isWorthKeeping } from './draft.ts';

/** Where a text is written: the home page, a reply, or a quote. */
export type Place = 'home' | `reply:${string}` | `quote:${string}`;

/** The drafts of one account in this browser. They survive navigation, reload and signing out. */
export interface DraftStore {
  get(place: Place): Draft;
  set(place: Place, draft: Draft): void;
  onChange(listener: () => void): () => void;
  /** The number of non-empty drafts. */
  count(): number;
  clear(): void;
}

/** The used part of the browser's localStorage. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Beyond this many places the drafts changed longest ago are dropped. */
const maxPlaces = 100;

/** @param onForeignChange called when another window changed a key (null: all keys) */
export function draftStore(
  userId: string,
  storage: TextStorage,
  onForeignChange: (work: (key: string | null) => void) => void = () => {},
): DraftStore {
  const key = `skein.drafts.${userId}`;
  const { onChange, changed } = createListeners();
  let drafts = read(storage, key);
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
      // Storage is full or forbidden: the drafts live only in this window.
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
    onChange,
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

/** The drafts of an account in this browser, shared by all views and windows. */
export function draftsOf(userId: string): DraftStore {
  let store = stores.get(userId);
  if (store === undefined) {
    store = draftStore(userId, localStorage, (work) => addEventListener('storage', ({ key }) => work(key)));
    stores.set(userId, store);
  }
  return store;
}
