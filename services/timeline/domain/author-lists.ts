import type { Entries } from '../ports.ts';
import { awaited, type Candidates } from './candidates.ts';
import { nextId } from './entry.ts';
import { type Bounds, mergeNewestFirst } from './merge.ts';

/** The most authors per read of entries. A page of 20 needs one or two reads in most cases. */
const width = 100;

/**
 * The posts and reposts of authors from their stored lists, strictly newest first, as of one moment.
 *
 * @param chunk the most entries of an author per read
 * @param beforeId only entries below this id; absent: from the newest
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
