import t from 'tap';
import type { Delivery } from './port.ts';
import { recentRecords } from './recent-records.ts';

const record = (offset: number): Delivery => ({
  topic: 'post',
  partition: 0,
  offset,
  key: 'k',
  eventId: `${offset}`,
  timeMs: 0,
  value: new Uint8Array(),
});
const offsets = (found: readonly Delivery[] | undefined) => found?.map(({ offset }) => offset);

t.test('the newest records are read from any offset among them', async (t) => {
  const recent = recentRecords(3);
  t.equal(recent.read(0, 10), undefined);
  for (const offset of [7, 8, 9]) recent.add(record(offset));
  t.strictSame(offsets(recent.read(8, 10)), [8, 9]);
  t.strictSame(offsets(recent.read(7, 2)), [7, 8]);
  t.equal(recent.read(6, 10), undefined, 'an older one is in the log');
  t.equal(recent.read(10, 10), undefined, 'a newer one may be in the log, written by another process');
});

t.test('a gap ends what is known: another process wrote between', async (t) => {
  const recent = recentRecords(3);
  for (const offset of [1, 2, 5]) recent.add(record(offset));
  t.equal(recent.read(2, 10), undefined);
  t.strictSame(offsets(recent.read(5, 10)), [5]);
});

t.test('at least the given number is kept, and less than twice as many', async (t) => {
  const recent = recentRecords(3);
  for (let offset = 0; offset < 100; offset++) {
    recent.add(record(offset));
    t.ok(offset < 2 || recent.read(offset - 2, 3)?.length === 3);
    t.equal(recent.read(offset - 5, 1), undefined);
  }
});
