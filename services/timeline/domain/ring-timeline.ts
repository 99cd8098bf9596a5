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
  /** A low watermark from before the ring was read. The viewer's own entries below it are in the ring. */
  readonly lowWatermarkId: string;
  /** The most entries of an author per read, for entries that were not pushed. */
  readonly chunk: number;
}

/** Above every id. */
const newest = '9'.repeat(19);
const width = 100;

/**
 * Candidates of a home timeline in [fromId, beforeId), strictly newest first, without duplicates: entries of the ring, the
 * viewer's own entries, and entries of followed authors that are merged at read.
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
        const pending = unpushed.next();
        if (pending instanceof Promise) {
          return pending.then((entry) => {
            take(entry);
            return next();
          });
        }
        take(pending);
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

/** The ranges to read for entries that are not in the ring: those merged at read, and the viewer's own new entries. */
function unpushedBounds(
  { viewerId, audience, pulls, lowWatermarkId }: RingTimelineOptions,
  fromId: string,
  beforeId: string,
): Map<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  for (const authorId of pulls.among(audience.authorIds, fromId)) bounds.set(authorId, { beforeId, fromId });
  const ownFromId = lowWatermarkId > fromId ? lowWatermarkId : fromId;
  // When the viewer is merged at read, the whole range is read already.
  if (ownFromId < beforeId && !bounds.has(viewerId)) bounds.set(viewerId, { beforeId, fromId: ownFromId });
  return bounds;
}

/** The whole home timeline, newest first: the ring down to its bound, then the authors' lists. */
export function ringThenLists(options: RingTimelineOptions, beforeId?: string): Candidates {
  const { ring, entries, audience, chunk } = options;
  const boundId = idOf(ring.completeFrom);
  const below = (id: string) => authorLists(entries, audience.authorIds, chunk, id);
  if (beforeId !== undefined && beforeId <= boundId) return below(beforeId);
  const recent = recentEntries(options, boundId, beforeId);
  return ring.completeFrom === 0n ? recent : chained(recent, () => below(boundId));
}
