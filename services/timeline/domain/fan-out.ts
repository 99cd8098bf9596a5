import type { Followers, RingStore } from '../ports.ts';
import type { Entry } from './entry.ts';
import type { LiveReaders } from './live-readers.ts';

export interface FanOutOptions {
  readonly rings: RingStore;
  readonly followers: Followers;
  readonly live: LiveReaders;
  /** The number of followers that are read and pushed to at a time. */
  readonly sliceSize: number;
}

/**
 * Pushes an entry to the rings of its author and of every follower, in slices read from the store. A passive reader has no
 * ring and gets nothing pushed. With several slices, readers with an open stream come first. An interrupted fan-out
 * starts again from the beginning: rings may hold an entry twice.
 */
export async function fanOut(entry: Entry, options: FanOutOptions, signal?: AbortSignal): Promise<void> {
  const { rings, followers, live, sliceSize } = options;
  const { actorId } = entry;
  const push = async (readerIds: readonly string[]) => live.wake(await rings.push(entry, readerIds));

  let slice = await followers.page(actorId, '', sliceSize);
  // Most authors have few followers and need one slice. Then readers with an open stream need no separate push.
  if (slice.length < sliceSize) return push([actorId, ...slice]);
  const first = new Set([actorId, ...live.following(actorId)]);
  await push([...first]);
  for (;;) {
    signal?.throwIfAborted();
    const others = first.size === 1 ? slice : slice.filter((id) => !first.has(id));
    if (others.length > 0) await push(others);
    if (slice.length < sliceSize) return;
    await turnOfTheLoop();
    slice = await followers.page(actorId, slice.at(-1)!, sliceSize);
  }
}

/** Lets reads and streams run between slices. With all engines in memory, nothing else here yields to them. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
