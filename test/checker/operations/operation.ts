import type { Kind } from '../choose.ts';
import type { Person } from '../model/state.ts';
import type { World } from '../world.ts';
import { perform, type Write } from '../write.ts';

/** What a step does: it chooses at random, calls the server, and compares with the model. */
export interface Operation {
  readonly name: string;
  /** The relative frequency. */
  readonly weight: number;
  /** @param kind of the target; by default any */
  run(world: World, kind?: Kind): Promise<void>;
}

/** Chooses a write; undefined when there is no target. */
export type Chooser = (world: World, kind?: Kind, actor?: Person) => Write | undefined;

export function writing(name: string, weight: number, choose: Chooser): Operation {
  return {
    name,
    weight,
    async run(world, kind) {
      const chosen = choose(world, kind);
      if (chosen !== undefined) await perform(world, chosen);
    },
  };
}
