import { caller, callers, targetPost } from '../choose.ts';
import { followerIds } from '../expected/people.ts';
import type { Person } from '../model/state.ts';
import { checkPage, start } from '../paging.ts';
import type { World } from '../world.ts';
import { perform } from '../write.ts';
import type { Operation } from './operation.ts';
import { chooseDelete, choosePost } from './posts.ts';
import { chooseRepost, chooseUnrepost } from './reactions.ts';
import { chooseBlock, chooseMute, chooseUnfollow } from './relations.ts';
import { homeOf } from './timelines.ts';

/** Writes of an author that change followers' timelines. */
const byAuthor = [
  choosePost,
  choosePost,
  choosePost,
  chooseRepost,
  chooseUnrepost,
  chooseDelete,
  chooseBlock,
];
/** Writes of a reader that change their own timeline. */
const byReader = [chooseUnfollow, chooseMute, chooseBlock];

/** A reader has just read, so a ring exists; then something changes, and they read again at once. */
export const lookAgain: Operation = {
  name: 'look again after a change',
  weight: 5,
  async run(world) {
    const { random, model } = world;
    const pairs = callers(world).flatMap((author) =>
      callers(world)
        .filter((reader) => followerIds(model, author.id).includes(reader.id))
        .map((reader) => ({ author, reader })),
    );
    if (pairs.length === 0) return;
    const { author, reader } = random.pick(pairs);
    await look(world, reader);
    await look(world, reader);
    const asReader = random.chance(0.2);
    const chosen = random.pick(asReader ? byReader : byAuthor)(world, undefined, asReader ? reader : author);
    if (chosen !== undefined) await perform(world, chosen);
    await look(world, reader);
    world.tally.count('cases', 'a reader looks again after a change');
  },
};

/** A reader looks while people whom they follow repost one post and take it back: what folds a repost comes and goes. */
export const lookBetweenReposts: Operation = {
  name: 'look between reposts of one post',
  weight: 1.5,
  async run(world) {
    const { random, model } = world;
    const reader = caller(world);
    const followed = callers(world).filter(({ id }) => followerIds(model, id).includes(reader.id));
    const post = model.posts.get(targetPost(world, reader.id, 'seen') ?? '');
    if (post === undefined || followed.length < 2) return;
    const reposters = [random.pick(followed), random.pick(followed)];
    for (let n = 0; n < 6; n++) {
      const reposter = random.pick(reposters);
      const choose = post.repostedBy.has(reposter.id) ? chooseUnrepost : chooseRepost;
      const chosen = choose(world, undefined, reposter, post.id);
      if (chosen !== undefined) await perform(world, chosen);
      await look(world, reader);
    }
    world.tally.count('cases', 'a reader looks between reposts of one post');
  },
};

async function look(world: World, { id, sessions }: Person): Promise<void> {
  if (sessions.length > 0) await checkPage(world, homeOf(world, id), start, 20);
}
