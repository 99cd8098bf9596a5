import { timeOf } from '../../platform/ids.ts';
import { Mismatch } from './compare.ts';
import { foldedHome, unfoldedHome } from './expected/timelines.ts';
import type { LiveStream, Received } from './live-stream.ts';
import { personOf } from './model/state.ts';
import type { World } from './world.ts';

/** A message may be in flight during this many writes. */
const writesInFlight = 3;
/** The earlier appearance that a repost is folded into may itself be in flight for so long. */
const earlierInFlightMs = 10_000;

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
    noteCurrent(world, stream);
    for (const id of stream.current.keys()) if (id > before) due.add(id);
    for (const id of due) if (!stream.current.has(id) && !received.has(id)) due.delete(id);
  }
}

/** Records the current content of the reader's timeline, and what was just deleted from it. */
export function noteCurrent(world: World, stream: LiveStream): void {
  const { model, writes } = world;
  const { viewerId, history, current: before, listed, received, gone, missed, connection, away } = stream;
  const unfolded = unfoldedHome(model, viewerId);
  const current = new Map(foldedHome(model, unfolded).map((entry) => [entry.id, entry]));
  for (const entry of unfolded) {
    const { id } = entry;
    const shownAfterWrites = current.has(id) ? writes : history.get(id)?.shownAfterWrites;
    history.set(id, { entry, shownAfterWrites, unfoldedAfterWrites: writes });
  }
  stream.current = current;
  const present = !away && connection.receivedAny && connection.end === undefined;
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
    const followed = (actorId === viewerId || following.has(actorId)) && !muting.has(actorId);
    if (!followed) missed.delete(postId);
  }
}

/**
 * A received entry was in the timeline then, or shortly before: nothing deleted, nothing by unfollowed, blocked or
 * muted users, and no folded repost except one whose earlier appearance was in flight.
 * @throws Mismatch
 */
export function checkShown({ viewerId, history }: LiveStream, { entry, atMs, afterWrites }: Received): void {
  const { entryId, post, repostedBy } = entry;
  const place = history.get(entryId);
  const what = `the stream of ${viewerId} sends what is in the timeline`;
  if (place === undefined) throw new Mismatch(what, 'never there', entryId);
  const { id, postId, actorId } = place.entry;
  const expected = { postId, repostedBy: id === postId ? undefined : actorId };
  const actual = { postId: post?.id, repostedBy: repostedBy?.id };
  if (expected.postId !== actual.postId || expected.repostedBy !== actual.repostedBy) {
    throw new Mismatch(`the stream of ${viewerId}, entry ${entryId}`, expected, actual);
  }
  const since = afterWrites - writesInFlight;
  if ((place.shownAfterWrites ?? -1) >= since) return;
  const fresh = atMs - timeOf(entryId) < earlierInFlightMs;
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
