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
 * Pushes an entry to every follower who has a ring: first those with an open stream, then all of them in slices read
 * from the store. Broken off at any place it is done again from the start: rings may hold an entry twice.
 */
export async function fanOut(entry: Entry, options: FanOutOptions, signal?: AbortSignal): Promise<void> {
  const { rings, followers, live, sliceSize } = options;
  const first = new Set(live.following(entry.actorId));
  if (first.size > 0) live.wake(await rings.push(entry, [...first]));
  // The author's own streams read his posts from his list.
  live.wake([entry.actorId]);
  for (let afterId = ''; ; ) {
    signal?.throwIfAborted();
    const slice = await followers.page(entry.actorId, afterId, sliceSize);
    const others = first.size === 0 ? slice : slice.filter((id) => !first.has(id));
    if (others.length > 0) live.wake(await rings.push(entry, others));
    if (slice.length < sliceSize) return;
    afterId = slice.at(-1)!;
  }
}
