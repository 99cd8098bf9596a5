import type { Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import type { ClaimStore } from './port.ts';

/** What a ClaimStore may leave out. */
export type ClaimCategory = 'sweeping';

/**
 * The conformance suite of `ClaimStore`; `open` gives an empty one whose claims live 1,000 ms by the clock.
 *
 * @param skipped the categories that it leaves out, each with the reason, which is printed
 */
export function claimConformance(
  t: Test,
  open: (t: Test, clock: TestClock) => Promise<ClaimStore>,
  skipped: Partial<Record<ClaimCategory, string>> = {},
): void {
  const setup = async (t: Test) => {
    const clock = testClock();
    return { clock, claims: await open(t, clock) };
  };
  const hash = (n: number) => new Uint8Array(32).fill(n);
  const plain = <T extends { bodyHash: Uint8Array; response?: Uint8Array | undefined }>(claim: T) => ({
    ...claim,
    bodyHash: [...claim.bodyHash],
    response: claim.response && [...claim.response],
  });
  const first = { scope: 'alice\nPost\n1', bodyHash: hash(1), ids: { postId: '5' } };
  const second = { ...first, bodyHash: hash(2), ids: { postId: '6' } };

  t.test('the first attempt fixes body and ids, later ones get them', async (t) => {
    const { claims } = await setup(t);
    const open = { ...first, finished: false, response: undefined };
    const { scope: _, ...claim } = open;
    t.same(plain(await claims.take(first)), plain({ ...claim, repeated: false }));
    t.same(plain(await claims.take(second)), plain({ ...claim, repeated: true }));
    t.match(await claims.take({ ...second, scope: 'bob\nPost\n1' }), {
      repeated: false,
      ids: { postId: '6' },
    });
  });

  t.test('of concurrent attempts exactly one makes the claim', async (t) => {
    const { claims } = await setup(t);
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) => claims.take({ ...first, ids: { postId: `${i}` } })),
    );
    t.equal(taken.filter((claim) => !claim.repeated).length, 1);
    t.equal(new Set(taken.map((claim) => claim.ids.postId)).size, 1);
  });

  t.test('the first response is stored and given from then on, also an empty one or none', async (t) => {
    const { claims } = await setup(t);
    await claims.take(first);
    t.same(await claims.finish(first.scope, Uint8Array.of(7, 8)), Uint8Array.of(7, 8));
    t.same([...(await claims.finish(first.scope, Uint8Array.of(9)))!], [7, 8]);
    const claim = await claims.take(second);
    t.match(plain(claim), { repeated: true, finished: true, response: [7, 8] });
    for (const [scope, response] of [
      ['empty', new Uint8Array()],
      ['none', undefined],
    ] as const) {
      await claims.take({ ...first, scope });
      await claims.finish(scope, response);
      const claim = await claims.take({ ...first, scope });
      t.equal(claim.finished, true);
      t.equal(claim.response?.length, response?.length, scope);
    }
  });

  t.test('a claim lives its time, restarted when it is finished or taken unfinished', async (t) => {
    const { clock, claims } = await setup(t);
    await claims.take(first);
    clock.advance(900);
    t.equal((await claims.take(second)).repeated, true);
    clock.advance(900);
    await claims.finish(first.scope, Uint8Array.of(1));
    clock.advance(900);
    t.equal((await claims.take(second)).finished, true);
    clock.advance(100);
    t.match(await claims.take(second), { repeated: false, ids: { postId: '6' }, finished: false });
  });

  t.test(
    'sweeping deletes expired claims, so many at once',
    { skip: skipped.sweeping ?? false },
    async (t) => {
      const { clock, claims } = await setup(t);
      for (let i = 0; i < 5; i++) await claims.take({ ...first, scope: `old ${i}` });
      clock.advance(1_000);
      await claims.take({ ...first, scope: 'young' });
      t.same([await claims.sweep(3), await claims.sweep(3), await claims.sweep(3)], [3, 2, 0]);
      t.equal((await claims.take({ ...first, scope: 'young' })).repeated, true);
    },
  );
}
