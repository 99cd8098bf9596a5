import fc from 'fast-check';
import t from 'tap';
import { takePage } from './page.ts';

/** Entries newest first, some of them gone, and how they were asked for. */
function timeline(gone: readonly boolean[]) {
  const all = gone.map((_, n) => String(9_000 - n));
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
        .filter(({ entryId }) => !gone[9_000 - Number(entryId)])
        .map((entry) => ({ entry, post: new Uint8Array() }));
    });
  };
  return { stand: all.filter((_, n) => !gone[n]), rounds, page };
}

t.test('page after page gives each entry that stands once, whatever is gone between them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 200 }),
      fc.integer({ min: 1, max: 30 }),
      async (gone, size) => {
        const { stand, page } = timeline(gone);
        const got: string[] = [];
        for (let beforeId: string | undefined = '9999'; beforeId !== undefined; ) {
          const { entries, beforeId: next } = await page(size, beforeId);
          if (entries.length > size) return false;
          got.push(...entries.map(({ entry }) => entry.entryId));
          beforeId = next;
        }
        return got.join() === stand.join();
      },
    ),
  );
});

t.test('a page of what stands asks for as many as it shows', async (t) => {
  const { rounds, page } = timeline(Array.from({ length: 50 }, () => false));
  t.equal((await page(10)).entries.length, 10);
  t.strictSame(rounds, [10]);
});

t.test('where most is gone, a page asks in few rounds', async (t) => {
  // One of 40 stands, behind nearly enough for a page: as where one of few followed accounts is deactivated.
  const { stand, rounds, page } = timeline(Array.from({ length: 300 }, (_, n) => n >= 19 && n % 40 !== 0));
  const { entries, beforeId } = await page(20);
  t.strictSame(
    entries.map(({ entry }) => entry.entryId),
    stand.slice(0, 20),
  );
  t.ok(rounds.length <= 3, `rounds of ${rounds}`);
  t.equal((await page(20, beforeId)).entries[0]?.entry.entryId, stand[20]);
});
