/** Device tokens that this browser was given, by handle: with one, strangers' guesses at the password are nothing to it. */
const key = 'skein.devices';
/** Of more people in one browser, those who signed in longest ago are strangers again. */
const maxHandles = 20;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Empty when there is none. */
export function deviceTokenOf(handle: string, store: Store = localStorage): string {
  return new Map(read(store)).get(handle.toLowerCase()) ?? '';
}

/** Kept beyond the session: it is the next sign-in that needs it. */
export function keepDeviceToken(handle: string, token: string, store: Store = localStorage): void {
  if (token === '') return;
  const name = handle.toLowerCase();
  const others = read(store).filter(([each]) => each !== name);
  try {
    store.setItem(key, JSON.stringify([...others, [name, token]].slice(-maxHandles)));
  } catch {
    // A full or forbidden store: the next sign-in is a stranger's.
  }
}

function read(store: Store): [handle: string, token: string][] {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string');
}
