import fc from 'fast-check';
import t from 'tap';
import { takePage } from './page.ts';

/** Entries newest first, some of them removed, and the batches in which they were checked. */
function timeline(removed: readonly boolean[]) {
  const all = removed.map((_, n) => String(9_000 - n));
  const rounds: number[] = [];
  const page = (size: number, beforeId = '9999') => {
    const below = all.filter((id) => id < beforeId);
    let at = 0;
    const next = () => {
      const id = below[at++];
      return id === undefined ? undefined : { entryId: id, actorId: '1', subjectId: id };
    };
    return takePage({ next }, size, async (batch) => {
      rounds.push(batch.length);
      return batch
        .filter(({ entryId }) => !removed[9_000 - Number(entryId)])
        .map((entry) => ({ entry, post: new Uint8Array() }));
    });
  };
  return { visible: all.filter((_, n) => !removed[n]), rounds, page };
}

t.test('the pages together show each visible entry once, whatever is removed between them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 200 }),
      fc.integer({ min: 1, max: 30 }),
      async (removed, size) => {
        const { visible, page } = timeline(removed);
        const got: string[] = [];
        for (let beforeId: string | undefined = '9999'; beforeId !== undefined; ) {
          const { entries, beforeId: next } = await page(size, beforeId);
          if (entries.length > size) return false;
          got.push(...entries.map(({ entry }) => entry.entryId));
          beforeId = next;
        }
        return got.join() === visible.join();
      },
    ),
  );
});

t.test('a page without removed entries checks as many entries as it shows', async (t) => {
  const { rounds, page } = timeline(Array.from({ length: 50 }, () => false));
  t.equal((await page(10)).entries.length, 10);
  t.strictSame(rounds, [10]);
});

t.test('where most entries are removed, a page needs few rounds', async (t) => {
  // One of 40 is visible, after nearly a page of visible ones: as when one of a few followed accounts is deactivated.
  const { visible, rounds, page } = timeline(Array.from({ length: 300 }, (_, n) => n >= 19 && n % 40 !== 0));
  const { entries, beforeId } = await page(20);
  t.strictSame(
    entries.map(({ entry }) => entry.entryId),
    visible.slice(0, 20),
  );
  t.ok(rounds.length <= 3, `rounds of ${rounds}`);
  t.equal((await page(20, beforeId)).entries[0]?.entry.entryId, visible[20]);
});
