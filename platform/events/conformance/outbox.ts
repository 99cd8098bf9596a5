import type { Test } from 'tap';
import type { Outbox, OutboxRow } from '../outbox.ts';
import type { EventRecord } from '../port.ts';

export interface OpenOutbox {
  readonly outbox: Outbox;
  /** Writes events in one transaction. */
  append(events: readonly EventRecord[]): Promise<void>;
}

const event = (key: string, n: number): EventRecord => ({
  topic: 'post',
  key,
  eventId: `${key}-${n}`,
  timeMs: Date.UTC(2026, 0, 1) + n,
  value: Uint8Array.of(0, 255, n % 256),
});
const idsOf = (rows: readonly EventRecord[]) => rows.map(({ eventId }) => eventId);

/** The conformance suite of `Outbox`; `open` gives an empty one. */
export function outboxConformance(t: Test, open: (t: Test) => Promise<OpenOutbox>): void {
  t.test('events come as written, those of a key in order, up to the limit', async (t) => {
    const { outbox, append } = await open(t);
    t.same(await outbox.next(10, []), []);
    t.same(await outbox.waiting([]), { records: 0 });
    await append([event('a', 1), event('a', 2)]);
    for (let n = 3; n <= 6; n++) await append([event('a', n)]);
    await append([event('b', 1)]);
    const rows = await outbox.next(100, []);
    t.equal(rows.length, 7);
    const ofA = rows.filter(({ key }) => key === 'a');
    t.same(idsOf(ofA), ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6']);
    const { position: _, value, ...first } = ofA[0]!;
    const { value: written, ...expected } = event('a', 1);
    t.same(first, expected);
    t.same([...value], [...written]);
    t.equal(new Set(rows.map(({ position }) => position)).size, 7);
    t.same(idsOf((await outbox.next(3, [])).filter(({ key }) => key === 'a')), ['a-1', 'a-2', 'a-3']);
  });

  t.test('published events do not come again, and removed ones are deleted', async (t) => {
    const { outbox, append } = await open(t);
    for (let n = 1; n <= 5; n++) await append([event('a', n)]);
    const published: OutboxRow[] = [...(await outbox.next(2, []))];
    t.same(idsOf(await outbox.next(2, published)), ['a-3', 'a-4']);
    t.same(await outbox.waiting(published), { records: 3, oldestTimeMs: event('a', 3).timeMs });
    await outbox.remove(published);
    t.same(idsOf(await outbox.next(10, [])), ['a-3', 'a-4', 'a-5']);
    t.same(await outbox.waiting([]), { records: 3, oldestTimeMs: event('a', 3).timeMs });
    await outbox.remove(await outbox.next(10, []));
    t.same(await outbox.next(10, []), []);
  });

  t.test('events of concurrent writers all come, once, and each commit calls back', async (t) => {
    const { outbox, append } = await open(t);
    let commits = 0;
    const forget = outbox.onAppended(() => commits++);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => append([event(`k${n}`, n), event(`k${n}`, n + 1)])),
    );
    t.ok(commits > 0);
    const seen: OutboxRow[] = [];
    for (;;) {
      const rows = await outbox.next(7, seen);
      if (rows.length === 0) break;
      seen.push(...rows);
    }
    t.equal(seen.length, 40);
    t.equal(new Set(idsOf(seen)).size, 40);
    for (let n = 0; n < 20; n++) {
      const own = seen.filter(({ key }) => key === `k${n}`);
      t.same(idsOf(own), [`k${n}-${n}`, `k${n}-${n + 1}`]);
    }
    forget();
    commits = 0;
    await append([event('z', 1)]);
    t.equal(commits, 0);
  });
}
