/** A random sequence that is the same for the same seed. */
export interface Random {
  /** Uniform in 0 to `below` - 1. */
  int(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Mostly one of the last, sometimes any. */
  recent<T>(items: readonly T[]): T;
  /** A key, with probability by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** Up to `count` different items. */
  sample<T>(items: readonly T[], count: number): T[];
}

/**
 * Each step has its own generator, so the number of draws in one step does not affect the next. Mulberry32 (Tommy
 * Ettinger), its state mixed from seed and step.
 */
export function random(seed: number, step: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 4; i++) next();

  const int = (below: number) => Math.floor(next() * below);
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('there is nothing to pick from');
    return items[int(items.length)]!;
  };
  return {
    int,
    chance: (probability) => next() < probability,
    pick,
    recent: (items) => (next() < 0.7 ? pick(items.slice(-25)) : pick(items)),
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)![0];
    },
    sample(items, count) {
      const left = [...items];
      const taken: typeof left = [];
      while (taken.length < count && left.length > 0) taken.push(...left.splice(int(left.length), 1));
      return taken;
    },
  };
}
