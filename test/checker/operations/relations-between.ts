import { callers } from '../choose.ts';
import type { World } from '../world.ts';
import { perform } from '../write.ts';
import type { Operation } from './operation.ts';
import { checkRelationships } from './reads-people.ts';
import {
  chooseBlock,
  chooseFollow,
  chooseMute,
  chooseUnblock,
  chooseUnfollow,
  chooseUnmute,
} from './relations.ts';

const changes = [chooseFollow, chooseUnfollow, chooseMute, chooseUnmute, chooseBlock, chooseUnblock];

/** Two people look at their relationship between changes of it by either. */
export const lookBetweenChanges: Operation = {
  name: 'look at a relationship between changes',
  weight: 1.5,
  async run(world) {
    const { random, model, tally } = world;
    const [one, other] = random.sample(callers(world), 2);
    if (one === undefined || other === undefined) return;
    const both = [
      [one, other],
      [other, one],
    ] as const;
    await look(world, both);
    for (let n = 0; n < 4; n++) {
      const [actor, target] = random.pick(both);
      await perform(world, random.pick(changes)(world, undefined, actor, target.id));
      await look(world, both);
    }
    // A block would keep the two apart in all that follows.
    for (const [actor, target] of both)
      if (model.people.get(actor.id)?.blocking.has(target.id))
        await perform(world, chooseUnblock(world, undefined, actor, target.id));
    tally.count('cases', 'a relationship is looked at between changes');
  },
};

type Pair = readonly [{ readonly id: string }, { readonly id: string }];

async function look(world: World, both: readonly Pair[]): Promise<void> {
  for (const [viewer, user] of both) await checkRelationships(world, viewer.id, [user.id]);
}
