import type { World } from '../world.ts';
import { type Past, retry, reuse } from '../write.ts';
import type { Operation } from './operation.ts';

/** An old write whose author can still call. */
function repeatable({ past, model, random }: World): Past | undefined {
  const open = past.filter(
    ({ write: { actorId, repeatable: may } }) =>
      actorId !== undefined && (model.people.get(actorId)?.sessions.length ?? 0) > 0 && may?.() !== false,
  );
  return open.length === 0 ? undefined : random.pick(open);
}

/** A request_id is remembered for a day, whatever has happened since. */
export const repeats: readonly Operation[] = [
  {
    name: 'repeat a write of long ago',
    weight: 2,
    async run(world) {
      const past = repeatable(world);
      await retry(past);
      if (past !== undefined) world.tally.count('cases', 'a write of long ago is repeated');
    },
  },
  {
    name: 'reuse a request_id of long ago',
    weight: 1,
    run: (world) => reuse(world, repeatable(world)),
  },
];
