import { caller, type Kind, people } from '../choose.ts';
import type { World } from '../world.ts';
import { perform, type Write } from '../write.ts';
import { deactivating, handleChange, signingUp, updating, wrongChanges } from './accounts.ts';
import { threadWrites } from './muted-threads.ts';
import type { Operation } from './operation.ts';
import { postWrites, spoiledPost, spoils } from './posts.ts';
import { reactionWrites } from './reactions.ts';
import { listReads } from './reads-lists.ts';
import { peopleReads } from './reads-people.ts';
import { postReads } from './reads-posts.ts';
import { relationWrites } from './relations.ts';
import { timelineReads } from './timelines.ts';

/** Kinds of posts and users for which calls are refused, or which are left out. */
const kinds: readonly Kind[] = ['gone', 'blocked', 'own', 'deleted', 'unknown'];

function tour(name: string, weight: number, operations: readonly Operation[]): Operation {
  return {
    name,
    weight,
    async run(world) {
      for (const operation of operations) {
        for (const kind of kinds) await operation.run(world, kind);
      }
    },
  };
}

const wrongAccounts: Operation = {
  name: 'wrong account data',
  weight: 0.6,
  async run(world) {
    const taken = world.random.pick(people(world)).handle;
    const writes: ((world: World) => Write)[] = [
      ...(['taken', 'form', 'weak'] as const).map((kind) => (now: World) => signingUp(now, kind)),
      ...wrongChanges.map(
        ({ change, reason }) =>
          (now: World) =>
            updating(now, caller(now), change, reason),
      ),
      (now) => updating(now, caller(now), handleChange(taken)),
      (now) => deactivating(now, true),
      ...spoils.map((kind) => (now: World) => spoiledPost(now, kind)),
    ];
    for (const choose of writes) await perform(world, choose(world));
  },
};

/** Tries every refusal of every RPC in turn, because random choices would rarely produce them. */
export const refusals: readonly Operation[] = [
  wrongAccounts,
  tour('relations to unknown users', 0.5, relationWrites),
  tour('writes to posts that are not there', 0.5, [...postWrites, ...reactionWrites, ...threadWrites]),
  tour('reads of what is not there', 0.5, [...postReads, ...peopleReads, ...listReads, ...timelineReads]),
];
