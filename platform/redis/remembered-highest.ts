import type { Cluster } from 'ioredis';

/** The highest of the numbers that processes have put under a key, for all of them. Redis may lose it: who minds puts it again. */
export interface RememberedHighest {
  load(): Promise<number | undefined>;
  /** Makes it at least `value`; answers what it is. Two at once may leave the lower one. */
  raise(value: number): Promise<number>;
}

export function rememberedHighest(client: Cluster, key: string): RememberedHighest {
  const load = async () => {
    const text = await client.get(key);
    return text === null ? undefined : Number(text);
  };
  return {
    load,
    async raise(value) {
      const there = await load();
      if (there !== undefined && there >= value) return there;
      await client.set(key, String(value));
      return value;
    },
  };
}
