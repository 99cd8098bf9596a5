/** Device tokens of this browser by handle. With one, guesses by strangers do not block a sign-in. */
const key = 'skein.devices';
/** With more users in one browser, the tokens of the oldest sign-ins are dropped. */
const maxHandles = 20;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Empty without one. */
export function deviceTokenOf(handle: string, store: Store = localStorage): string {
  return new Map(read(store)).get(handle.toLowerCase()) ?? '';
}

/** Kept beyond the session, for the next sign-in. */
export function keepDeviceToken(handle: string, token: string, store: Store = localStorage): void {
  if (token === '') return;
  const name = handle.toLowerCase();
  const others = read(store).filter(([each]) => each !== name);
  try {
    store.setItem(key, JSON.stringify([...others, [name, token]].slice(-maxHandles)));
  } catch {
    // Storage is full or forbidden: the next sign-in has no device token.
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
