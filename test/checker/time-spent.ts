/** How the time of a run was spent. */
export interface TimeSpent {
  /** Adds the time of `work` to this account. */
  on<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The largest accounts, one line each. */
  toString(): string;
}

const shown = 12;

export function timeSpent(): TimeSpent {
  const accounts = new Map<string, { ms: number; times: number }>();
  return {
    async on(name, work) {
      const began = performance.now();
      try {
        return await work();
      } finally {
        const { ms, times } = accounts.get(name) ?? { ms: 0, times: 0 };
        accounts.set(name, { ms: ms + performance.now() - began, times: times + 1 });
      }
    },
    toString: () =>
      [...accounts]
        .toSorted(([, one], [, other]) => other.ms - one.ms)
        .slice(0, shown)
        .map(
          ([name, { ms, times }]) =>
            `${(ms / 1000).toFixed(1)} s in ${times} times ${name}, ${(ms / times).toFixed(0)} ms each`,
        )
        .join('\n'),
  };
}
