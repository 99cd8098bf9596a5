import { timeline } from '../../../services/timeline/service.ts';
import { untilHandled } from '../backlog.ts';
import { caller } from '../choose.ts';
import { Mismatch } from '../compare.ts';
import { smallCapacity } from '../small-rings.ts';
import type { World } from '../world.ts';
import { perform } from '../write.ts';
import { choosePost } from './posts.ts';
import { check, leave, openStream } from './streams.ts';

/** Some pushes never succeed. */
const mostTries = 5;

/**
 * A reader stays away until their small ring has evicted what they missed. Their stream is sent back to the list. By chance
 * alone this is too rare for a short run.
 *
 * @throws Mismatch
 */
export async function sendBack(world: World): Promise<void> {
  const reader = caller(world);
  const stream = await openStream(world, reader);
  for (let tries = 0; tries < mostTries; tries++) {
    await leave(stream);
    for (let i = 0; i <= smallCapacity; i++) await perform(world, choosePost(world, undefined, reader));
    await untilHandled(world, 'timeline-fan-out', timeline);
    await check(world, stream);
    if (!world.streams.includes(stream)) return;
  }
  throw new Mismatch(`the stream of ${reader.id} is sent back to the list`, 'an end', 'it goes on');
}
