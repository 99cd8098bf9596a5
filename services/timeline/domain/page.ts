import type { Candidates } from './candidates.ts';
import type { Entry } from './entry.ts';
import type { ShownEntry } from './filter-visible.ts';

export interface Page {
  readonly entries: ShownEntry[];
  /** The next page has entries below this id; absent after the last. */
  readonly beforeId?: string;
  /** A stream that joins on to the page can begin here; absent where anything from the low watermark on will do. */
  readonly streamFromId?: string;
}

/** Candidates looked at for one page at the most, in page sizes: where most are gone a page is short instead of slow. */
const patience = 10;
/** Candidates of a round, at the least, when those of the first were not enough: rounds cost more than what they look at. */
export const fewest = 20;

/**
 * Takes a page from candidates that come newest first. Its place is the last candidate's id that was used, so what
 * is posted meanwhile moves nothing.
 *
 * @param filterVisible gives those of a batch that are shown
 */
export async function takePage(
  candidates: Candidates,
  size: number,
  filterVisible: (batch: readonly Entry[]) => Promise<ShownEntry[]>,
): Promise<Page> {
  const shown: ShownEntry[] = [];
  let budget = patience * size;
  let lastId: string | undefined;
  let ended = false;
  // As a rule all candidates are shown, and the first round is the only one.
  let wanted = size;
  while (shown.length < size && budget > 0 && !ended) {
    const batch: Entry[] = [];
    while (batch.length < wanted && budget > 0) {
      const next = candidates.next();
      const entry = next instanceof Promise ? await next : next;
      ended = entry === undefined;
      if (entry === undefined) break;
      budget -= 1;
      lastId = entry.entryId;
      batch.push(entry);
    }
    shown.push(...(await filterVisible(batch)));
    wanted = Math.max(size, fewest);
  }
  if (shown.length > size) {
    return { entries: shown.slice(0, size), beforeId: shown[size - 1]!.entry.entryId };
  }
  ended ||= (await candidates.next()) === undefined;
  return ended || lastId === undefined ? { entries: shown } : { entries: shown, beforeId: lastId };
}
