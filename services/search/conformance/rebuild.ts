import type { Test } from 'tap';
import type { Documents } from '../ports.ts';
import type { MakeSubject } from './subject.ts';

export interface RebuildSubject<D> {
  /** The nth of any number of documents, each found by `found`. */
  document(n: number): D;
  idOf(document: D): string;
}

/** @param found the ids of all documents that `document` gave, in any order */
export function rebuildConformance<D, Index extends Documents<D>>(
  t: Test,
  make: MakeSubject<Index>,
  { document, idOf }: RebuildSubject<D>,
  found: (index: Index) => Promise<string[]>,
): void {
  const ids = (...numbers: number[]) => numbers.map((n) => idOf(document(n))).sort();
  const now = async (index: Index) => (await found(index)).sort();

  t.test(
    'a rebuilt index has what was filled and what was changed meanwhile, and nothing else',
    async (t) => {
      const { index, settled } = await make(t);
      await index.put([1, 2, 3].map(document));
      await index.beginRebuild();
      await index.put([document(4)]);
      await index.remove(ids(1));
      await settled();
      t.strictSame(await now(index), ids(2, 3, 4), 'reads use the old copy');
      await index.fill([2, 4].map(document));
      await index.fill([2].map(document));
      await settled();
      t.strictSame(await now(index), ids(2, 3, 4));
      t.equal(await index.count(), 3);
      await index.finishRebuild();
      await settled();
      t.strictSame(await now(index), ids(2, 4));
      t.equal(await index.count(), 2);
      await index.finishRebuild();
      await index.put([document(5)]);
      await index.remove(ids(2));
      await settled();
      t.strictSame(await now(index), ids(4, 5));
    },
  );

  t.test('a rebuild that is begun again continues', async (t) => {
    const { index, settled } = await make(t);
    await index.put([document(1)]);
    await index.beginRebuild();
    await index.fill([document(1)]);
    await index.beginRebuild();
    await index.fill([document(2)]);
    await index.finishRebuild();
    await settled();
    t.strictSame(await now(index), ids(1, 2));
  });

  t.test('an abandoned rebuild leaves nothing, and another one begins empty', async (t) => {
    const { index, settled } = await make(t);
    await index.put([document(1)]);
    await index.abandonRebuild();
    await index.beginRebuild();
    await index.fill([document(2)]);
    await index.abandonRebuild();
    await settled();
    t.strictSame(await now(index), ids(1));
    await t.rejects(index.fill([document(3)]), 'there is no rebuild');
    await index.beginRebuild();
    await index.fill([document(3)]);
    await index.finishRebuild();
    await settled();
    t.strictSame(await now(index), ids(3));
  });
}
