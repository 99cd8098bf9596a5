import { timeOf } from '../../platform/ids.ts';
import { Mismatch } from './compare.ts';
import { foldedHome, unfoldedHome } from './expected/timelines.ts';
import type { LiveStream, Received } from './live-stream.ts';
import { personOf } from './model/state.ts';
import type { World } from './world.ts';

/** A message may be in flight during this many writes. */
const writesUnderway = 3;
/** The earlier appearance that a repost is folded into may itself be in flight for so long. */
const earlierUnderwayMs = 10_000;

/**
 * After a change of the model: entries that it added to timelines with streams are due. Entries that it removed before
 * they were sent are no longer due, even if they return.
 */
export function noteNewEntries(world: World): void {
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

/** Records the current content of the reader's timeline, and what was just deleted from it. */
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
    // A process need not know reposts from before its start.
    const known = id === postId || id > world.bornId;
    const shown = listed.has(id) || received.has(id);
    if (!model.posts.get(postId)!.deleted || !known || !shown) continue;
    if (present) gone.set(postId, connection);
    else missed.set(postId, actorId);
  }
  // A stream reports no removals by users that the reader no longer follows.
  const { following, muting } = personOf(model, viewerId);
  for (const [postId, actorId] of missed) {
    const heard = (actorId === viewerId || following.has(actorId)) && !muting.has(actorId);
    if (!heard) missed.delete(postId);
  }
}

/**
 * A received entry was in the timeline then, or shortly before: nothing deleted, nothing by unfollowed, blocked or
 * muted users, and no folded repost except one whose earlier appearance was in flight.
 * @throws Mismatch
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
