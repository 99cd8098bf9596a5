import type { Cluster } from 'ioredis';

/** A library of functions: code that runs within Redis, where a command is not enough to do something at once. */
export interface RedisFunctions {
  /** Does the work; loads the library on every node and does it again where a node does not have it. */
  withLibrary<T>(work: () => Promise<T>): Promise<T>;
}

/** @param code begins with `#!lua name=…`; the name carries a version: replaced functions must take the old calls */
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
