/** Makes the value of a key at the first question, once. */
export function memoize<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, { readonly value: V }>();
  return (key) => {
    let found = made.get(key);
    if (found === undefined) {
      found = { value: make(key) };
      made.set(key, found);
    }
    return found.value;
  };
}
