import type { Entries } from '../ports.ts';
import { awaited, type Candidates } from './candidates.ts';
import { nextId } from './entry.ts';
import { type Bounds, mergeNewestFirst } from './merge.ts';

/** Authors that one read of entries covers: a page of 20 is mostly found in one or two reads. */
const width = 100;

/**
 * What authors posted and reposted, straight from their lists: strictly newest first, of one moment.
 *
 * @param chunk entries of an author that one read gives
 * @param beforeId only entries below this id; without it from the newest
 */
export function authorLists(
  entries: Entries,
  authorIds: Iterable<string>,
  chunk: number,
  beforeId?: string,
): Candidates {
  return awaited(async () => {
    const bounds = new Map<string, Bounds>();
    for (const [authorId, headId] of await entries.heads([...authorIds])) {
      const aboveHead = nextId(headId);
      const upper = beforeId !== undefined && beforeId < aboveHead ? beforeId : aboveHead;
      bounds.set(authorId, { beforeId: upper, fromId: '' });
    }
    return mergeNewestFirst(bounds, { readEntries: entries.list, chunk, width });
  });
}
