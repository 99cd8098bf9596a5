/** One page of a list whose rows may vanish at hydration. */
export interface HydratedPage<Row, Item> {
  readonly items: Item[];
  /** The last row that was looked at; absent after the last page. */
  readonly last?: Row;
}

/** How often one page asks for more rows when hydration took some away. */
export const MAX_ROUNDS = 4;

/**
 * Reads rows, hydrates them, and refills what hydration took away, `MAX_ROUNDS` times at the most: then the
 * page is short, or even empty, but has its `last`. No row is skipped and none comes twice.
 */
export async function hydratedPage<Row, Item>(page: {
  size: number;
  after: Row | undefined;
  /** Up to `limit` rows behind `after`, in the order of the list; fewer only at its end. */
  rows(after: Row | undefined, limit: number): Promise<readonly Row[]>;
  /** Keeps the order, leaves out who is not to be shown. */
  hydrate(rows: readonly Row[]): Promise<readonly Item[]>;
}): Promise<HydratedPage<Row, Item>> {
  const items: Item[] = [];
  let last = page.after;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = page.size - items.length;
    // One row more than wanted tells whether the list goes on.
    const found = await page.rows(last, wanted + 1);
    const taken = found.slice(0, wanted);
    if (taken.length > 0) items.push(...(await page.hydrate(taken)));
    if (found.length <= wanted) return { items };
    last = taken.at(-1);
    if (items.length === page.size) break;
  }
  return last === undefined ? { items } : { items, last };
}
