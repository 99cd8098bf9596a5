import calculateSlot from 'cluster-key-slot';
import type { ChainableCommander, Cluster, Redis } from 'ioredis';

export interface KeyedCommand {
  readonly key: string;
  add(pipeline: ChainableCommander): void;
}

/**
 * Runs one command a key, as one pipeline to each node that owns some of the keys, and gives the answers in the order
 * of the commands. The client refuses a pipeline whose keys are on several nodes.
 *
 * @throws the first error; other commands may have been executed
 */
export async function pipelineByNode(client: Cluster, commands: readonly KeyedCommand[]): Promise<unknown[]> {
  const answers = new Array<unknown>(commands.length);
  const groups = Map.groupBy(commands.keys(), (index) => ownerOf(client, commands[index]!.key));
  await Promise.all(
    [...groups.values()].map(async (indexes) => {
      const pipeline = client.pipeline();
      for (const index of indexes) commands[index]!.add(pipeline);
      for (const [place, [error, answer]] of ((await pipeline.exec()) ?? []).entries()) {
        if (error) throw error;
        answers[indexes[place]!] = answer;
      }
    }),
  );
  return answers;
}

/** A node and the keys that it owns, as far as known. */
export interface NodeOfKeys {
  readonly node: Redis;
  readonly indexes: readonly number[];
}

/** For commands to a node itself; undefined while the owner of a key is unknown. */
export function nodesOf(client: Cluster, keys: readonly string[]): NodeOfKeys[] | undefined {
  const nodes = new Map(client.nodes('master').map((node) => [addressOf(node), node]));
  const groups: NodeOfKeys[] = [];
  for (const [address, indexes] of Map.groupBy(keys.keys(), (index) => ownerOf(client, keys[index]!))) {
    const node = address === undefined ? undefined : nodes.get(address);
    if (node === undefined) return undefined;
    groups.push({ node, indexes });
  }
  return groups;
}

const addressOf = ({ options: { host, port } }: Redis) => `${host}:${port}`;

/** The owner of a key's slot as far as known; until the slots are known all keys form one group. */
const ownerOf = (client: Cluster, key: string) => client.slots[calculateSlot(key)]?.[0];
