import { Mismatch, same, sameSet } from './compare.ts';
import { byChance } from './tally.ts';
import type { World } from './world.ts';
import { taken } from './world.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Empty after the last page. */
  readonly next: string;
}

/** A list in pages, as the server gives it. */
export interface Listing<Item> {
  readonly what: string;
  /** Who looks at it, or whose it is. */
  readonly of?: string | undefined;
  fetch(size: number, token: string): Promise<Page<Item>>;
  idOf(item: Item): string;
  /** The item, field by field. @throws Mismatch */
  compare(id: string, item: Item): void;
}

/** A list whose order is promised: by id. */
export interface Ordered<Item> extends Listing<Item> {
  readonly order: 'newest first' | 'oldest first';
  /** The ids of the whole list as the model has it now, in order. */
  expected(): string[];
  /** Whether something may still be on its way into the list; without, nothing may. */
  isUnderway?(id: string): boolean;
}

/** Where a walk is: what was shown last, and the token to go on with. */
export interface Place {
  readonly lastId: string | undefined;
  readonly token: string;
}

export const start: Place = { lastId: undefined, token: '' };

/** Pages of nothing but what is not shown are allowed, a list without an end is not. */
const maxPages = 10_000;

/**
 * One page. It must have what comes next in the list as it is now, in order and without gaps but for what may be
 * underway, up to the size asked for; it may be short; but without a token behind it, nothing may be left. On a first
 * page, what is underway has to arrive. @throws Mismatch
 *
 * @param mayMiss entries that the place lies behind, although they came into being after it
 */
export async function checkPage<Item>(
  world: World,
  list: Ordered<Item>,
  place: Place,
  size: number,
  mayMiss: (id: string) => boolean = () => false,
): Promise<Place> {
  const { what, fetch, idOf, isUnderway = () => false } = list;
  const limit = size === 0 ? 20 : size;
  for (let tries = 0; ; tries++) {
    const { items, next } = await taken(what, () => fetch(size, place.token));
    world.tally.count('reads', what);
    const ids = items.map(idOf);
    if (ids.length > limit) throw new Mismatch(`${what}: a page of ${limit} at the most`, limit, ids.length);
    const missing = gaps(list, place, { ids, isLast: next === '' }, (id) => mayMiss(id) || isUnderway(id));
    ids.forEach((id, i) => {
      list.compare(id, items[i]!);
    });
    if (place.token === '' && missing.some((id) => !mayMiss(id))) {
      if (tries === 0) world.tally.count(byChance, 'an entry is underway');
      continue;
    }
    if (next !== '' && ids.length < limit) world.tally.count(byChance, 'a page is short');
    return { lastId: ids.at(-1) ?? place.lastId, token: next };
  }
}

/** What a page leaves out of the list ahead of its place. @throws Mismatch when it may not, or has what is not there */
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

/** A whole list, page by page; `between` happens between two pages. @throws Mismatch */
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

/** A list whose order is stable, but not promised: all of it, each once. Answers the ids in the order they came. */
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
    const page = await taken(list.what, () => list.fetch(limit, token));
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
