import type { Followers, RingStore } from '../ports.ts';
import type { Entry } from './entry.ts';
import type { LiveReaders } from './live-readers.ts';

export interface FanOutOptions {
  readonly rings: RingStore;
  readonly followers: Followers;
  readonly live: LiveReaders;
  /** Followers that are read and pushed to at a time. */
  readonly sliceSize: number;
}

/**
 * Pushes an entry to its author's ring and to that of every follower who has one: first those with an open stream, then
 * all of them in slices read from the store. Broken off at any place it is done again from the start: rings may hold an entry twice.
 */
export async function fanOut(entry: Entry, options: FanOutOptions, signal?: AbortSignal): Promise<void> {
  const { rings, followers, live, sliceSize } = options;
  const first = new Set([entry.actorId, ...live.following(entry.actorId)]);
  live.wake(await rings.push(entry, [...first]));
  for (let afterId = ''; ; ) {
    signal?.throwIfAborted();
    const slice = await followers.page(entry.actorId, afterId, sliceSize);
    const others = slice.filter((id) => !first.has(id));
    if (others.length > 0) live.wake(await rings.push(entry, others));
    if (slice.length < sliceSize) return;
    afterId = slice.at(-1)!;
  }
}
