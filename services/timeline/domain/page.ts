import type { Candidates } from './candidates.ts';
import type { Entry } from './entry.ts';
import type { ShownEntry } from './judge.ts';

export interface Page {
  readonly entries: ShownEntry[];
  /** The next page has entries below this id; absent after the last. */
  readonly beforeId?: string;
}

/** Candidates looked at for one page at the most, in page sizes: where most are gone a page is short instead of slow. */
const patience = 10;

/**
 * Takes a page from candidates that come newest first. Its place is the last candidate's id, so what is posted
 * meanwhile moves nothing.
 *
 * @param judge gives those of a batch that are shown
 */
export async function takePage(
  candidates: Candidates,
  size: number,
  judge: (batch: readonly Entry[]) => Promise<ShownEntry[]>,
): Promise<Page> {
  const shown: ShownEntry[] = [];
  let budget = patience * size;
  let lastId: string | undefined;
  let ended = false;
  while (shown.length < size && budget > 0 && !ended) {
    const batch: Entry[] = [];
    while (shown.length + batch.length < size && budget > 0) {
      const next = candidates.next();
      const entry = next instanceof Promise ? await next : next;
      ended = entry === undefined;
      if (entry === undefined) break;
      budget -= 1;
      lastId = entry.entryId;
      batch.push(entry);
    }
    shown.push(...(await judge(batch)));
  }
  ended ||= (await candidates.next()) === undefined;
  return ended || lastId === undefined ? { entries: shown } : { entries: shown, beforeId: lastId };
}
