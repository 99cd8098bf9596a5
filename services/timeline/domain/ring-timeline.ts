import { idOf } from '../../../platform/ids.ts';
import type { Entries } from '../ports.ts';
import type { Audience } from './audience.ts';
import { authorLists } from './author-lists.ts';
import { type Candidates, chained } from './candidates.ts';
import type { Entry } from './entry.ts';
import { type Bounds, mergeNewestFirst } from './merge.ts';
import type { PullAuthors } from './pull-authors.ts';
import { ringNewest } from './ring.ts';
import type { UsableRing } from './ring-keeper.ts';

export interface RingTimelineOptions {
  readonly viewerId: string;
  readonly audience: Audience;
  readonly ring: UsableRing;
  readonly entries: Entries;
  readonly pulls: PullAuthors;
  /** A low watermark from before the ring was read: what the viewer posted below it stands in his ring. */
  readonly lowWatermarkId: string;
  /** Entries of the viewer, or of an author who is merged at read, that one read gives. */
  readonly chunk: number;
}

/** Above every id. */
const newest = '9'.repeat(19);
const width = 100;

/**
 * Candidates of a home timeline in [fromId, beforeId), strictly newest first, without duplicates: what was pushed, the viewer's own
 * entries, and those of followed authors who are not pushed.
 *
 * @param fromId not below the ring's bound
 */
export function recentEntries(options: RingTimelineOptions, fromId: string, beforeId = newest): Candidates {
  const { ring, audience, entries } = options;
  const nextPushed = ringNewest(ring.bytes, BigInt(fromId), BigInt(beforeId));
  const unpushed = mergeNewestFirst(unpushedBounds(options, fromId, beforeId), {
    readEntries: entries.list,
    chunk: options.chunk,
    width,
  });
  let fromRing = nextPushed();
  let fromLists: Entry | undefined;
  let listsKnown = false;
  let lastId = '';
  const take = (next: Entry | undefined) => {
    fromLists = next === undefined || next.entryId < fromId ? undefined : next;
    listsKnown = true;
  };
  const next: Candidates['next'] = () => {
    for (;;) {
      if (!listsKnown) {
        const coming = unpushed.next();
        if (coming instanceof Promise) {
          return coming.then((entry) => {
            take(entry);
            return next();
          });
        }
        take(coming);
      }
      let entry = fromRing;
      if (entry !== undefined && (fromLists === undefined || entry.entryId >= fromLists.entryId)) {
        fromRing = nextPushed();
      } else if (fromLists === undefined) {
        return undefined;
      } else {
        entry = fromLists;
        listsKnown = false;
      }
      if (entry.entryId === lastId || !audience.authorIds.has(entry.actorId)) continue;
      lastId = entry.entryId;
      return entry;
    }
  };
  return { next };
}

/** What no push has brought: entries of authors who are merged at read, and what the viewer posted just now. */
function unpushedBounds(
  { viewerId, audience, pulls, lowWatermarkId }: RingTimelineOptions,
  fromId: string,
  beforeId: string,
): Map<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  for (const authorId of pulls.among(audience.authorIds, fromId)) bounds.set(authorId, { beforeId, fromId });
  const ownFromId = lowWatermarkId > fromId ? lowWatermarkId : fromId;
  // Unless the viewer himself is merged at read: then none of his is in the ring.
  if (ownFromId < beforeId && !bounds.has(viewerId)) bounds.set(viewerId, { beforeId, fromId: ownFromId });
  return bounds;
}

/** The whole home timeline, newest first: from the ring as far as it is complete, then from the authors' lists. */
export function ringThenLists(options: RingTimelineOptions, beforeId?: string): Candidates {
  const { ring, entries, audience, chunk } = options;
  const boundId = idOf(ring.completeFrom);
  const below = (id: string) => authorLists(entries, audience.authorIds, chunk, id);
  if (beforeId !== undefined && beforeId <= boundId) return below(beforeId);
  const recent = recentEntries(options, boundId, beforeId);
  return ring.completeFrom === 0n ? recent : chained(recent, () => below(boundId));
}
