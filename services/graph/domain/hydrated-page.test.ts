import fc from 'fast-check';
import t from 'tap';
import { hydratedPage, MAX_ROUNDS } from './hydrated-page.ts';

/** Reads `list` to its end in pages of `size`. Hydration removes the rows in `removed`. */
async function readAll(list: readonly number[], removed: ReadonlySet<number>, size: number) {
  const pages: number[][] = [];
  let calls = 0;
  let after: number | undefined;
  do {
    const page = await hydratedPage<number, number>({
      size,
      after,
      async rows(last, limit) {
        calls++;
        const from = last === undefined ? 0 : list.indexOf(last) + 1;
        return list.slice(from, from + limit);
      },
      hydrate: async (rows) => rows.filter((row) => !removed.has(row)),
    });
    pages.push(page.items);
    after = page.last;
  } while (after !== undefined);
  return { pages, calls };
}

const rows = (length: number) => Array.from({ length }, (_, i) => i);

t.test('a page is refilled after deactivated people are removed from it', async (t) => {
  const { pages } = await readAll(rows(10), new Set([0, 2, 3]), 4);
  t.same(pages, [
    [1, 4, 5, 6],
    [7, 8, 9],
  ]);
});

t.test(
  'the refill is bounded: a page with only deactivated people is empty, and the list continues',
  async (t) => {
    const { pages, calls } = await readAll(rows(41), new Set(rows(40)), 2);
    t.ok(pages.slice(0, -1).every((page) => page.length === 0));
    t.same(pages.at(-1), [40]);
    t.ok(calls <= Math.ceil(41 / (2 * MAX_ROUNDS)) * MAX_ROUNDS);
  },
);

t.test(
  'the last page is marked, even when it is exactly full, and an empty list has one empty page',
  async (t) => {
    t.same((await readAll(rows(4), new Set(), 2)).pages, [
      [0, 1],
      [2, 3],
    ]);
    t.same((await readAll([], new Set(), 2)).pages, [[]]);
  },
);

t.test(
  'whatever is removed, the pages together are the rest of the list in order, without repetition',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.uniqueArray(fc.nat(60)),
        fc.integer({ min: 1, max: 7 }),
        async (length, removed, size) => {
          const { pages } = await readAll(rows(length), new Set(removed), size);
          const expected = rows(length).filter((row) => !removed.includes(row));
          return pages.every((page) => page.length <= size) && String(pages.flat()) === String(expected);
        },
      ),
    );
  },
);
