import { timeOf } from '../../platform/ids.ts';
import { Mismatch } from './compare.ts';
import { foldedHome, unfoldedHome } from './expected/timelines.ts';
import type { LiveStream, Received } from './live-stream.ts';
import { personOf } from './model/state.ts';
import type { World } from './world.ts';

/** A message may have been on its way for so many writes. */
const writesUnderway = 3;
/** An earlier appearance, into which a repost folds, may itself be on its way to the reader for so long. */
const earlierUnderwayMs = 10_000;

/**
 * After a change of the model: what it has brought into the timelines of those who have streams is due. What it has
 * taken out before it was sent need not come any more, also when it is back later.
 */
export function noteArrivals(world: World): void {
  const before = world.newestId;
  world.writes += 1;
  world.newestId = newestId(world);
  for (const stream of world.streams) {
    const { due, received } = stream;
    noteStanding(world, stream);
    for (const id of stream.stands.keys()) if (id > before) due.add(id);
    for (const id of due) if (!stream.stands.has(id) && !received.has(id)) due.delete(id);
  }
}

/** What stands in the reader's timeline now, and what of it has just been deleted. */
export function noteStanding(world: World, stream: LiveStream): void {
  const { model, writes } = world;
  const { viewerId, stood, stands: before, listed, received, gone, missed, connection, away } = stream;
  const unfolded = unfoldedHome(model, viewerId);
  const stands = new Map(foldedHome(model, unfolded).map((entry) => [entry.id, entry]));
  for (const entry of unfolded) {
    const { id } = entry;
    const shownAfterWrites = stands.has(id) ? writes : stood.get(id)?.shownAfterWrites;
    stood.set(id, { entry, shownAfterWrites, unfoldedAfterWrites: writes });
  }
  stream.stands = stands;
  const present = !away && connection.heard && connection.end === undefined;
  for (const { id, postId, actorId } of before.values()) {
    // Who reposted before its start a process need not know.
    const known = id === postId || id > world.bornId;
    const shown = listed.has(id) || received.has(id);
    if (!model.posts.get(postId)!.deleted || !known || !shown) continue;
    if (present) gone.set(postId, connection);
    else missed.set(postId, actorId);
  }
  // Of whom he does not follow any more he is told nothing.
  const { following, muting } = personOf(model, viewerId);
  for (const [postId, actorId] of missed) {
    const heard = (actorId === viewerId || following.has(actorId)) && !muting.has(actorId);
    if (!heard) missed.delete(postId);
  }
}

/**
 * What came stood in the timeline then, or shortly before: nothing that is deleted, of people not followed any more,
 * blocked or muted, and no folded repost but one whose earlier appearance was under way. @throws Mismatch
 */
export function checkShown({ viewerId, stood }: LiveStream, { entry, atMs, afterWrites }: Received): void {
  const { entryId, post, repostedBy } = entry;
  const place = stood.get(entryId);
  const what = `the stream of ${viewerId} sends what stands in the timeline`;
  if (place === undefined) throw new Mismatch(what, 'never there', entryId);
  const { id, postId, actorId } = place.entry;
  const expected = { postId, repostedBy: id === postId ? undefined : actorId };
  const actual = { postId: post?.id, repostedBy: repostedBy?.id };
  if (expected.postId !== actual.postId || expected.repostedBy !== actual.repostedBy) {
    throw new Mismatch(`the stream of ${viewerId}, entry ${entryId}`, expected, actual);
  }
  const since = afterWrites - writesUnderway;
  if ((place.shownAfterWrites ?? -1) >= since) return;
  const fresh = atMs - timeOf(entryId) < earlierUnderwayMs;
  if (id !== postId && fresh && place.unfoldedAfterWrites >= since) return;
  throw new Mismatch(
    what,
    `not after write ${place.shownAfterWrites}`,
    `${entryId} after write ${afterWrites}`,
  );
}

function newestId({ model, newestId }: World): string {
  let newest = newestId;
  const see = (id: string) => {
    if (id > newest) newest = id;
  };
  for (const { id, repostedBy } of model.posts.values()) {
    see(id);
    for (const repost of repostedBy.values()) see(repost);
  }
  return newest;
}
