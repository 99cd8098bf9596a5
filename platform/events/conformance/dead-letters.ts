import type { Test } from 'tap';
import { keepAlive, systemClock } from '../../clock.ts';
import { until } from '../../testing/until.ts';
import { record } from '../conformance.ts';
import { startConsumer } from '../consumer.ts';
import { type DeadLetter, deadLetterOf } from '../dead-letter.ts';
import { collectDeadLetters, type DeadLetterStore, deadLetters } from '../dead-letters.ts';
import type { EventBus } from '../port.ts';

/** What one process works with. Two of them share the same log and the same dead letters. */
export interface LetterProcess {
  readonly bus: EventBus;
  readonly store: DeadLetterStore;
}

const quick = { firstMs: 1, factor: 1, maxMs: 1 };

function letterAt(n: number, more: Partial<DeadLetter> = {}): DeadLetter {
  const event = { ...record(n % 2 ? 'post' : 'user', 'k'), eventId: `e${n}`, partition: 1, offset: n };
  const group = n % 3 ? 'a' : 'b';
  const letter = deadLetterOf(event, { group, error: `no ${n}`, attempts: 6, failedMs: 1_000 + (n >> 2) });
  return { ...letter, ...more };
}
const plain = (letter: DeadLetter | undefined) => letter && { ...letter, value: [...letter.value] };
const idsOf = (letters: readonly DeadLetter[]) => letters.map(({ id }) => id);

/**
 * The conformance suite of `DeadLetterStore` with its bus. `open` starts with empty storage and opens one more process
 * at each call.
 */
export function deadLetterConformance(
  t: Test,
  setup: (t: Test) => Promise<() => Promise<LetterProcess>>,
): void {
  t.test('letters are stored unchanged, one for each id, and listed newest first', async (t) => {
    const open = await setup(t);
    const [{ store }, { store: other }] = [await open(), await open()];
    t.same([await store.count(), await store.list({ limit: 9 }), await store.get('x')], [0, [], undefined]);
    const letters = Array.from({ length: 11 }, (_, n) =>
      letterAt(n, { value: Uint8Array.of(0, 255, n), timeMs: 2 ** 41 + n, error: `an é and a 🦑: ${n}` }),
    );
    await Promise.all(letters.map((letter) => store.put(letter)));
    const newestFirst = letters.toSorted((a, b) => b.failedMs - a.failedMs || (a.id < b.id ? 1 : -1));
    t.same((await other.list({ limit: 20 })).map(plain), newestFirst.map(plain), 'every process has them');
    t.same(plain(await other.get(letters[4]!.id)), plain(letters[4]));
    const paged: DeadLetter[] = [];
    for (let page = newestFirst.slice(0, 0); paged.length < 20; ) {
      page = await store.list({ limit: 4, ...(paged.length > 0 && { after: paged.at(-1)! }) });
      if (page.length === 0) break;
      paged.push(...page);
    }
    t.same(idsOf(paged), idsOf(newestFirst), 'each once over all pages');
    const some = newestFirst.filter(({ topic, group }) => topic === 'post' && group === 'a');
    t.same(idsOf(await store.list({ limit: 20, topic: 'post', group: 'a' })), idsOf(some));
    t.equal(await store.count({ topic: 'post', group: 'a' }), some.length);
    t.same(await store.list({ limit: 20, topic: 'trend' }), []);
    t.equal(await store.count({ topic: 'trend' }), 0);

    const again = { ...letters[0]!, offset: 77, attempts: 12, failedMs: 9_000, error: 'a NUL:\0.' };
    await other.put(again);
    t.equal(await store.count(), 11, 'the same event is the same letter');
    t.match((await store.list({ limit: 1 }))[0], { id: again.id, offset: 77, attempts: 12, error: /a NUL/ });
    t.same([await store.remove(again.id), await other.remove(again.id)], [true, false]);
    t.equal(await other.count(), 10);
  });

  t.test('a letter of one process is retried and discarded in another', async (t) => {
    const open = await setup(t);
    const [worker, left, right] = [await open(), await open(), await open()];
    const events = ['one', 'two', 'three', 'four'].map((key) => record('post', key));
    let mended = false;
    const consumer = await startConsumer({
      bus: worker.bus,
      clock: systemClock,
      topic: 'post',
      group: 'a',
      tries: 2,
      backoff: quick,
      handle() {
        if (!mended) throw new Error('can not be done');
      },
    });
    t.teardown(() => consumer.stop());
    for (const { bus, store } of [left, right]) {
      const collector = await collectDeadLetters({ bus, store, clock: systemClock });
      t.teardown(() => collector.stop());
    }
    // Keeps the process alive while a retry waits.
    t.teardown(keepAlive());
    await worker.bus.publish(events);
    await until('all are letters', async () => (await left.store.count()) === events.length, 30_000);
    const [ofLeft, ofRight] = [left, right].map(({ bus, store }) => deadLetters(store, bus, systemClock));
    const [first, second, third] = await ofRight!.list({ limit: 10 });
    const { signal } = new AbortController();
    t.match(await ofLeft!.retry(first!.id, signal), { id: first!.id, error: /can not be done/ });
    t.equal(await ofRight!.count(), 4, 'given up on again, it stays');
    t.equal(await ofRight!.discard(second!.id), true);
    mended = true;
    t.equal(await ofRight!.retry(first!.id, signal), 'taken');
    t.equal(await ofLeft!.retry(third!.id, signal), 'taken');
    t.equal(await ofLeft!.retry(first!.id, signal), undefined, 'and is gone everywhere');
    t.equal(await ofLeft!.count(), 1);
  });
}
