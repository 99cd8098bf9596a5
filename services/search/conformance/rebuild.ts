import type { Test } from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import type { Documents } from '../ports.ts';
import type { MakeSubject } from './subject.ts';

export interface RebuildSubject<D> {
  /** The nth of any number of documents, each found by `found`. */
  document(n: number): D;
  /** Another state of the nth document, which `found` does not find. */
  changed(n: number): D;
  idOf(document: D): string;
}

/** Ids of rebuilds, each later than the one before. */
export const rebuildIds = ['1500000000000000001', '1500000000000000002', '1500000000000000003'] as const;
const [first, second, third] = rebuildIds;

/** @param found the ids of all documents that `document` gave, in any order */
export function rebuildConformance<D, Index extends Documents<D>>(
  t: Test,
  make: MakeSubject<Index>,
  { document, changed, idOf }: RebuildSubject<D>,
  found: (index: Index) => Promise<string[]>,
): void {
  const ids = (...numbers: number[]) => numbers.map((n) => idOf(document(n))).sort();
  const now = async (index: Index) => (await found(index)).sort();
  const lost = domainErrorLike('REBUILD_LOST');
  const replaced = domainErrorLike('CONFLICT', { message: /later rebuild/ });

  t.test(
    'a rebuilt index has what was filled and what was changed meanwhile, and nothing else',
    async (t) => {
      const { index, settled } = await make(t);
      await index.put([1, 2, 3].map(document));
      await index.beginRebuild(first);
      await index.put([document(4)]);
      await index.remove(ids(1));
      await settled();
      t.strictSame(await now(index), ids(2, 3, 4), 'reads use the old copy');
      await index.fill(first, [2, 4].map(document));
      await index.fill(first, [2].map(document));
      await settled();
      t.strictSame(await now(index), ids(2, 3, 4));
      t.equal(await index.count(), 3);
      await index.finishRebuild(first);
      await settled();
      t.strictSame(await now(index), ids(2, 4));
      t.equal(await index.count(), 2);
      await index.put([document(5)]);
      await index.remove(ids(2));
      await settled();
      t.strictSame(await now(index), ids(4, 5));
    },
  );

  t.test('what was put or removed after a rebuild began is newer than what is filled', async (t) => {
    const { index, settled } = await make(t);
    await index.put([1, 2, 3, 4].map(document));
    await index.beginRebuild(first);
    await index.put([changed(1)]);
    await index.remove(ids(2, 9));
    await index.remove(ids(3));
    await index.put([document(3)]);
    await index.put([document(5)]);
    await index.remove(ids(5));
    await index.fill(first, [1, 2, 3, 4, 5, 9].map(document));
    await index.fill(first, [1, 2, 3, 4, 5, 9].map(document));
    await index.remove(ids(4));
    await index.fill(first, [document(4)]);
    await index.finishRebuild(first);
    await settled();
    t.strictSame(await now(index), ids(3));
    t.equal(await index.count(), 2, 'the changed one, too');
    await index.put([1, 2, 4, 5].map(document));
    await settled();
    t.strictSame(await now(index), ids(1, 2, 3, 4, 5), 'what was removed can be put again');
  });

  t.test('any step of a rebuild may be repeated, also late', async (t) => {
    const { index, settled } = await make(t);
    await index.put([document(1)]);
    await index.beginRebuild(first);
    await index.fill(first, [document(1)]);
    await index.beginRebuild(first);
    await index.fill(first, [document(2)]);
    await index.finishRebuild(first);
    await index.beginRebuild(first);
    await index.fill(first, [document(3)]);
    await index.finishRebuild(first);
    await settled();
    t.strictSame(await now(index), ids(1, 2));
    await index.put([document(4)]);
    await settled();
    t.strictSame(await now(index), ids(1, 2, 4));
  });

  t.test('a later rebuild begins empty, and the earlier one changes nothing any more', async (t) => {
    const { index, settled } = await make(t);
    await index.put([document(1)]);
    await index.beginRebuild(first);
    await index.fill(first, [document(2)]);
    await index.beginRebuild(second);
    await index.fill(second, [document(3)]);
    const tryEarlier = async () => {
      await t.rejects(index.beginRebuild(first), replaced);
      await t.rejects(index.fill(first, [document(4)]), replaced);
      await t.rejects(index.finishRebuild(first), replaced);
    };
    await tryEarlier();
    await settled();
    t.strictSame(await now(index), ids(1));
    await index.finishRebuild(second);
    await tryEarlier();
    await settled();
    t.strictSame(await now(index), ids(3));
    await index.beginRebuild(third);
    await t.rejects(index.fill(second, [document(5)]), replaced);
    await index.finishRebuild(third);
    await settled();
    t.strictSame(await now(index), []);
  });

  t.test('of rebuilds that begin at once the latest remains', async (t) => {
    const { index, settled } = await make(t);
    const begun = [first, third, second].map((id) => index.beginRebuild(id));
    for (const outcome of await Promise.allSettled(begun))
      if (outcome.status === 'rejected') t.match(outcome.reason, { reason: 'CONFLICT' });
    await t.rejects(index.fill(first, [document(1)]), replaced);
    await t.rejects(index.fill(second, [document(2)]), replaced);
    await index.fill(third, [document(3)]);
    await index.put([document(4)]);
    await index.finishRebuild(third);
    await settled();
    t.strictSame(await now(index), ids(3, 4));
  });

  t.test('a rebuild whose copy does not exist says so, and can begin again', async (t) => {
    const { index, settled } = await make(t);
    await t.rejects(index.fill(first, [document(1)]), lost);
    await t.rejects(index.finishRebuild(first), lost);
    await index.beginRebuild(first);
    await index.fill(first, [document(1)]);
    await index.finishRebuild(first);
    await t.rejects(index.fill(second, [document(2)]), lost);
    await settled();
    t.strictSame(await now(index), ids(1));
  });
}
