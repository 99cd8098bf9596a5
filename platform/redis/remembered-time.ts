import type { Cluster } from 'ioredis';

/** One time in milliseconds under a key, for all processes; losing it is no harm. */
export function rememberedTime(client: Cluster, key: string) {
  return {
    async load(): Promise<number | undefined> {
      const text = await client.get(key);
      return text === null ? undefined : Number(text);
    },
    /** Two that save at once may leave the lower one. */
    async save(timeMs: number): Promise<void> {
      if (timeMs > Number((await client.get(key)) ?? 0)) await client.set(key, String(timeMs));
    },
  };
}
