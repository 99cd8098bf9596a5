import type { Cluster } from 'ioredis';

/** The highest number that any process has stored under a key. Redis may lose it; callers store it again. */
export interface MaxRegister {
  load(): Promise<number | undefined>;
  /**
   * Raises it to at least `value` and gives the result. Concurrent calls may leave the lower one.
   *
   * @throws Error for a value that is no finite number, because nothing lowers the register again
   */
  raise(value: number): Promise<number>;
}

export function maxRegister(client: Cluster, key: string): MaxRegister {
  const load = async () => {
    const text = await client.get(key);
    return text === null ? undefined : Number(text);
  };
  return {
    load,
    async raise(value) {
      if (!Number.isFinite(value)) throw new Error(`${key} cannot be raised to ${value}`);
      const there = await load();
      if (there !== undefined && there >= value) return there;
      await client.set(key, String(value));
      return value;
    },
  };
}
