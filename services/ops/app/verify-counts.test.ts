import t from 'tap';
import type { CheckedPart, CountMismatch } from '../../../platform/count-check.ts';
import type { Operation } from '../../../platform/operations/port.ts';
import { verificationText, verifiedOf, verifyingCounts } from './verify-counts.ts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => `${1_000 + n}`);

/** Runs the operation over posts and people of which the given ones are wrong. */
async function verified(input: Parameters<typeof verificationText>[0], wrong: ReadonlySet<string>) {
  const all = { posts: ids(250).map((id) => `p${id}`), people: ids(130).map((id) => `u${id}`) };
  const calls: string[] = [];
  const work = verifyingCounts({
    async verify(subject, { afterId, limit, repair }: CheckedPart) {
      calls.push(subject);
      const page = all[subject].filter((id) => id > afterId).slice(0, limit);
      const mismatches = page
        .filter((id) => wrong.has(id))
        .map(
          (subjectId): CountMismatch => ({
            subjectId,
            name: 'n',
            storedValue: 1,
            countedValue: repair ? 2 : 3,
          }),
        );
      return { checked: page.length, mismatches, nextAfterId: page.length < limit ? '' : page.at(-1)! };
    },
  });
  let operation = { input: verificationText(input), cursor: '', result: '', done: 0, total: 0 } as Operation;
  for (let ended = false; !ended; ) {
    const progress = await work.batch(operation, new AbortController().signal);
    ended = progress.ended;
    operation = { ...operation, ...progress };
  }
  return { ...operation, ...verifiedOf(operation.result), calls };
}

t.test('every post and person is compared once, in parts', async (t) => {
  const all = await verified({ repair: false }, new Set(['p1000', 'p1099', 'p1249', 'u1129']));
  t.match(all, { done: 380, total: 380, mismatches: 4, repaired: 0 });
  t.strictSame(all.calls, ['posts', 'posts', 'posts', 'people', 'people']);
  t.strictSame(
    all.listed.map(({ subjectId }) => subjectId),
    ['p1000', 'p1099', 'p1249', 'u1129'],
  );
  const people = await verified({ subject: 'people', repair: true }, new Set(['p1000', 'u1000']));
  t.match(people, { done: 130, total: 130, mismatches: 1, repaired: 1, listed: [{ countedValue: 2 }] });
});

t.test('all mismatches are counted, and the first hundred listed', async (t) => {
  const all = await verified({ subject: 'posts', repair: true }, new Set(ids(250).map((id) => `p${id}`)));
  t.match(all, { mismatches: 250, repaired: 250 });
  t.equal(all.listed.length, 100);
});
