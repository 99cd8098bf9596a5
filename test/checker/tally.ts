/** Counts how often each required event occurred. */
export interface Tally {
  /** @throws Error for an undeclared name, because its absence would not be noticed. */
  count(group: string, name: string, times?: number): void;
  /**
   * Names that never occurred.
   * @param uncounted groups that are not counted in this run
   */
  missing(uncounted?: readonly string[]): string[];
  /** One line for each group. */
  toString(): string;
}

/** The group of random events, none of which is required. */
export const byChance = 'by chance';

/** @param declared the names of each group */
export function tally(declared: Readonly<Record<string, readonly string[]>>): Tally {
  const counts = new Map<string, Map<string, number>>();
  for (const [group, names] of Object.entries(declared)) {
    counts.set(group, new Map(names.map((name) => [name, 0])));
  }
  return {
    count(group, name, times = 1) {
      const before = counts.get(group)?.get(name);
      if (before === undefined) throw new Error(`${group}: ${name} is not declared in coverage.ts`);
      counts.get(group)!.set(name, before + times);
    },
    missing: (uncounted = []) =>
      [...counts].flatMap(([group, names]) =>
        [...names]
          .filter(([, count]) => count === 0 && group !== byChance && !uncounted.includes(group))
          .map(([name]) => `${group}: ${name}`),
      ),
    toString: () =>
      [...counts]
        .map(([group, names]) => `${group}: ${[...names].map(([name, n]) => `${name} ${n}`).join(', ')}`)
        .join('\n'),
  };
}
