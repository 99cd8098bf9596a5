/** The same items; `seen` is called with each. */
export function watched<T>(items: AsyncIterable<T>, seen: (item: T) => void): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const source = items[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await source.next();
          if (!result.done) seen(result.value);
          return result;
        },
        async return(value) {
          await source.return?.();
          return { done: true, value };
        },
      };
    },
  };
}
