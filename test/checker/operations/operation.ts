import type { Kind } from '../choose.ts';
import type { Person } from '../model/state.ts';
import type { World } from '../world.ts';
import { perform, type Write } from '../write.ts';

/** Something that a step does: it chooses by chance, calls the server, and compares with the model. */
export interface Operation {
  readonly name: string;
  /** How often, relative to the others. */
  readonly weight: number;
  /** @param kind of what it is done to; any unless told */
  run(world: World, kind?: Kind): Promise<void>;
}

/** A write that is chosen now; undefined when there is nothing to be done to. */
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
