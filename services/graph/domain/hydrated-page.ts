/** One page of a list from which hydration may remove rows. */
export interface HydratedPage<Row, Item> {
  readonly items: Item[];
  /** The last row that was read; absent after the last page. */
  readonly last?: Row;
}

/** The most reads of one page, including refills. */
export const MAX_ROUNDS = 4;

/**
 * Reads rows, hydrates them, and refills the page after removals, with at most `MAX_ROUNDS` reads. After these the page may
 * be short or empty, but has `last`. No row is skipped or repeated.
 */
export async function hydratedPage<Row, Item>(page: {
  size: number;
  after: Row | undefined;
  /** Up to `limit` rows after `after`, in the order of the list. Fewer means its end. */
  rows(after: Row | undefined, limit: number): Promise<readonly Row[]>;
  /** Keeps the order and leaves out people who may not be shown. */
  hydrate(rows: readonly Row[]): Promise<readonly Item[]>;
}): Promise<HydratedPage<Row, Item>> {
  const items: Item[] = [];
  let last = page.after;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = page.size - items.length;
    // One more row than wanted shows whether the list continues.
    const found = await page.rows(last, wanted + 1);
    const taken = found.slice(0, wanted);
    if (taken.length > 0) items.push(...(await page.hydrate(taken)));
    if (found.length <= wanted) return { items };
    last = taken.at(-1);
    if (items.length === page.size) break;
  }
  return last === undefined ? { items } : { items, last };
}
