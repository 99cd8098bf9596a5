import type { Cluster } from 'ioredis';

/** A library of Redis functions: code that runs within Redis, for operations that must be atomic. */
export interface RedisFunctions {
  /** Runs the work. When a node lacks the library, loads it on every node and runs the work again. */
  withLibrary<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * @param code begins with `#!lua name=…`; the name carries a version, because a replaced function must still accept the
 *   old calls
 */
export function redisFunctions(client: Cluster, code: string): RedisFunctions {
  const load = async () => {
    await Promise.all(client.nodes('master').map((node) => node.call('FUNCTION', 'LOAD', 'REPLACE', code)));
  };
  let loaded: Promise<void> | undefined;
  const loadOnce = () => {
    loaded ??= load().finally(() => {
      loaded = undefined;
    });
    return loaded;
  };
  return {
    async withLibrary(work) {
      try {
        return await work();
      } catch (error) {
        if (!/Function not found/.test(String(error))) throw error;
        await loadOnce();
        return work();
      }
    },
  };
}
