import { Mismatch, same, sameSet } from './compare.ts';
import { byChance } from './tally.ts';
import type { World } from './world.ts';
import { requireAccepted } from './world.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Empty after the last page. */
  readonly next: string;
}

/** A list in pages, as the server gives it. */
export interface Listing<Item> {
  readonly what: string;
  /** Its viewer or owner. */
  readonly of?: string | undefined;
  fetch(size: number, token: string): Promise<Page<Item>>;
  idOf(item: Item): string;
  /**
   * Compares the item field by field.
   * @throws Mismatch
   */
  compare(id: string, item: Item): void;
}

/** A list with a guaranteed order: by id. */
export interface Ordered<Item> extends Listing<Item> {
  readonly order: 'newest first' | 'oldest first';
  /** The ids of the current list in the model, in order. */
  expected(): string[];
  /** Whether an entry may still be in flight; by default none may. */
  mayArriveLater?(id: string): boolean;
}

/** The position of a walk: the last item, and the next token. */
export interface Place {
  readonly lastId: string | undefined;
  readonly token: string;
}

export const start: Place = { lastId: undefined, token: '' };

/** Pages without visible items are allowed, an endless list is not. */
const maxPages = 10_000;

/**
 * Checks one page. It continues the current list in order, without gaps except for entries in flight, up to the
 * requested size. It may be short; but without a next token nothing may remain. On a first page, entries in flight must
 * arrive.
 * @throws Mismatch
 *
 * @param mayMiss entries before the position although they are newer
 */
export async function checkPage<Item>(
  world: World,
  list: Ordered<Item>,
  place: Place,
  size: number,
  mayMiss: (id: string) => boolean = () => false,
): Promise<Place> {
  const { what, fetch, idOf, mayArriveLater = () => false } = list;
  const limit = size === 0 ? 20 : size;
  for (let tries = 0; ; tries++) {
    const { items, next } = await requireAccepted(what, () => fetch(size, place.token));
    world.tally.count('reads', what);
    const ids = items.map(idOf);
    if (ids.length > limit) throw new Mismatch(`${what}: a page of ${limit} at the most`, limit, ids.length);
    const missing = gaps(
      list,
      place,
      { ids, isLast: next === '' },
      (id) => mayMiss(id) || mayArriveLater(id),
    );
    ids.forEach((id, i) => {
      list.compare(id, items[i]!);
    });
    if (place.token === '' && missing.some((id) => !mayMiss(id))) {
      if (tries === 0) world.tally.count(byChance, 'an entry is not fanned out yet');
      continue;
    }
    if (next !== '' && ids.length < limit) world.tally.count(byChance, 'a page is short');
    return { lastId: ids.at(-1) ?? place.lastId, token: next };
  }
}

/**
 * What a page leaves out of the list after its position.
 * @throws Mismatch for a wrong omission, or an entry that does not exist
 */
function gaps<Item>(
  { what, of, order, expected }: Ordered<Item>,
  { lastId }: Place,
  page: { readonly ids: readonly string[]; readonly isLast: boolean },
  mayMiss: (id: string) => boolean,
): string[] {
  const isAhead = (id: string) =>
    lastId === undefined || (order === 'newest first' ? id < lastId : id > lastId);
  const ahead = expected().filter(isAhead);
  const missing: string[] = [];
  const shown: string[] = [];
  for (const id of ahead) {
    if (!page.isLast && shown.length === page.ids.length) break;
    if (id !== page.ids[shown.length] && mayMiss(id)) missing.push(id);
    else shown.push(id);
  }
  same(`${what} of ${of}: the page from ${lastId ?? 'the start'} on`, shown, [...page.ids]);
  return missing;
}

/**
 * Walks a whole list page by page; `between` runs between two pages.
 * @throws Mismatch
 */
export async function walk<Item>(
  world: World,
  list: Ordered<Item>,
  size: () => number,
  between: () => Promise<void> = async () => {},
): Promise<void> {
  let place = start;
  for (let pages = 0; pages < maxPages; pages++) {
    place = await checkPage(world, list, place, size());
    if (place.token === '') return;
    await between();
  }
  throw new Mismatch(`${list.what} ends`, `within ${maxPages} pages`, 'another token');
}

/** Walks a list whose order is stable but not guaranteed: everything once. Gives the ids in the received order. */
export async function walkSet<Item>(
  world: World,
  list: Listing<Item>,
  size: () => number,
  expected: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  let token = '';
  for (let pages = 0; pages < maxPages; pages++) {
    const limit = size();
    const page = await requireAccepted(list.what, () => list.fetch(limit, token));
    world.tally.count('reads', list.what);
    if (page.items.length > (limit || 20))
      throw new Mismatch(`${list.what}: size of a page`, limit, page.items.length);
    for (const item of page.items) {
      const id = list.idOf(item);
      if (expected.includes(id)) list.compare(id, item);
      ids.push(id);
    }
    token = page.next;
    if (token === '') break;
    if (page.items.length < (limit || 20)) world.tally.count(byChance, 'a page is short');
  }
  sameSet(list.what, expected, ids);
  return ids;
}
