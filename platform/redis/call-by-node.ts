import type { Cluster, Redis } from 'ioredis';
import { nodesOf } from './pipeline-by-node.ts';

export interface CallByNode<T> {
  /** The most keys of one call, which blocks its node. */
  readonly maxKeys: number;
  /** Calls a function that takes keys of a node as arguments. One answer a key, in the order of the keys. */
  call(node: Redis, keys: readonly string[]): Promise<ArrayLike<T>>;
}

/**
 * Makes one call to each node that owns some of the keys, instead of one command a key, which costs the client several
 * times as much. Gives the answers in the order of the keys; undefined, and nothing was called, when the nodes are unknown
 * or have one key each.
 *
 * @throws the first error, such as that of a node that no longer owns a key (`isMoved`); other nodes may have been called
 */
export async function callByNode<T>(
  client: Cluster,
  keys: readonly string[],
  { maxKeys, call }: CallByNode<T>,
): Promise<T[] | undefined> {
  const nodes = nodesOf(client, keys);
  if (nodes === undefined || nodes.length === keys.length) return undefined;
  const answers = new Array<T>(keys.length);
  const parts = nodes.flatMap(({ node, indexes }) =>
    Array.from({ length: Math.ceil(indexes.length / maxKeys) }, (_, part) => ({
      node,
      indexes: indexes.slice(part * maxKeys, (part + 1) * maxKeys),
    })),
  );
  await Promise.all(
    parts.map(async ({ node, indexes }) => {
      const found = await call(
        node,
        indexes.map((index) => keys[index]!),
      );
      for (const [at, index] of indexes.entries()) answers[index] = found[at]!;
    }),
  );
  return answers;
}

/** Whether a node refused a call because it does not own a key, or no longer writes. The client finds the owner of each. */
export function isMoved(error: unknown): boolean {
  return /non local key|MOVED|ASK|CLUSTERDOWN|READONLY/.test(String(error));
}
