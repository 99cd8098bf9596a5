import type { Candidates } from './candidates.ts';
import type { Entry } from './entry.ts';
import type { ShownEntry } from './filter-visible.ts';

export interface Page {
  readonly entries: ShownEntry[];
  /** The next page begins below this id; absent after the last. */
  readonly beforeId?: string;
  /** Where a stream that follows the page can begin. Absent if the stream can begin at the low watermark. */
  readonly streamFromId?: string;
}

/** The most candidates of a page, in page sizes. Where most are removed, a page is short instead of slow. */
const candidatesPerShown = 10;
/** The fewest candidates of a round after the first. A round costs more than its candidates. */
export const fewest = 20;

/**
 * Takes a page from candidates that come newest first. The next page begins below the last used candidate, so new posts do
 * not shift pages.
 *
 * @param filterVisible returns the visible entries of a batch
 */
export async function takePage(
  candidates: Candidates,
  size: number,
  filterVisible: (batch: readonly Entry[]) => Promise<ShownEntry[]>,
): Promise<Page> {
  const shown: ShownEntry[] = [];
  let budget = candidatesPerShown * size;
  let lastId: string | undefined;
  let ended = false;
  // Usually all candidates are visible, and one round is enough.
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
