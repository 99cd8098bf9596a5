import calculateSlot from 'cluster-key-slot';
import type { ChainableCommander, Cluster } from 'ioredis';

export interface KeyedCommand {
  readonly key: string;
  add(pipeline: ChainableCommander): void;
}

/**
 * Runs a command a key, as one pipeline to each node that owns some of the keys, and gives the answers in the order of
 * the commands: the client refuses a pipeline whose keys live on several nodes.
 *
 * @throws the first error of any; other commands may have been done
 */
export async function byNode(client: Cluster, commands: readonly KeyedCommand[]): Promise<unknown[]> {
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

/** The node that owns a key's slot as far as is known; all keys fall together until the slots are known. */
const ownerOf = (client: Cluster, key: string) => client.slots[calculateSlot(key)]?.[0];
