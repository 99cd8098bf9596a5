import { search } from '../../services/search/service.ts';
import { backlogLimitMs, backlogOf } from './backlog.ts';
import { Mismatch, WrongAtOnce } from './compare.ts';
import type { World } from './world.ts';

// A search may miss what is not indexed yet. What is indexed is read from the backlog of the network: the outboxes, and
// the lag of the consumers that index.

/** Looks that are further apart are not about the same backlog. */
const pauseMs = 10_000;

/** What the last looks at the backlog showed. */
export interface SearchIndexState {
  /** Posts up to this id must be found. */
  foundId: string;
  /** Looks at which there was no backlog, with the newest id at that time. */
  readonly caughtUp: { readonly newestId: string; readonly atMs: number }[];
  /** Since when there is a backlog; undefined without one. */
  behindSinceMs: number | undefined;
  lastLookMs: number;
}

export function unknownIndex(): SearchIndexState {
  return { foundId: '', caughtUp: [], behindSinceMs: undefined, lastLookMs: 0 };
}

/**
 * Looks at the backlog; true without one.
 * @throws Mismatch when it does not end
 */
export async function lookAtIndex(world: World): Promise<boolean> {
  const { index, newestId, server } = world;
  const backlog = await backlogOf(world, 'search', search.topics.consumes.search!);
  const atMs = performance.now();
  const continues = atMs - index.lastLookMs < pauseMs;
  index.lastLookMs = atMs;
  if (backlog === '') {
    index.behindSinceMs = undefined;
    index.caughtUp.push({ newestId, atMs });
    while (index.caughtUp.length > 0 && atMs - index.caughtUp[0]!.atMs >= server.foundWithinMs)
      index.foundId = index.caughtUp.shift()!.newestId;
    return true;
  }
  // There was one all the time, behind a process that did not answer for it.
  index.caughtUp.length = 0;
  if (!continues) index.behindSinceMs = undefined;
  index.behindSinceMs ??= atMs;
  if (atMs - index.behindSinceMs > backlogLimitMs)
    throw new Mismatch('the search index catches up', 'no backlog', backlog);
  return false;
}

/** Whether a search may miss a post, or a change that came with a post of this id. */
export function mayMiss({ index }: World, id: string): boolean {
  return id > index.foundId;
}

/**
 * Repeats a comparison until it holds. It must hold as soon as everything is indexed that was written before.
 * @throws Mismatch
 */
export async function whenIndexed(world: World, compare: () => Promise<void>): Promise<void> {
  for (let caughtUpMs = Number.POSITIVE_INFINITY; ; ) {
    const beganMs = performance.now();
    try {
      return await compare();
    } catch (error) {
      const passes = error instanceof Mismatch && !(error instanceof WrongAtOnce);
      if (!passes || beganMs - caughtUpMs > world.server.foundWithinMs) throw error;
    }
    if (await lookAtIndex(world)) caughtUpMs = Math.min(caughtUpMs, performance.now());
    else caughtUpMs = Number.POSITIVE_INFINITY;
  }
}
