import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { ringStoreConformance } from '../conformance.ts';
import { memoryRings } from './memory-rings.ts';

const options = { ttlMs: 3 * 86_400_000, maxBytes: 64 << 20 };

ringStoreConformance(t, async () => memoryRings({ clock: testClock(), ...options }));

t.test('a ring that nobody read for three days is forgotten, and memory is bounded', async (t) => {
  const clock = testClock();
  const rings = memoryRings({ clock, ...options });
  await rings.open('a');
  clock.advance(2 * 86_400_000);
  t.ok(await rings.read('a'));
  clock.advance(2 * 86_400_000);
  t.ok(await rings.read('a'), 'reading renewed it');
  clock.advance(4 * 86_400_000);
  t.equal(await rings.read('a'), undefined);

  const small = memoryRings({ clock, ttlMs: options.ttlMs, maxBytes: 50_000 });
  for (const id of ['a', 'b', 'c']) await small.open(id);
  t.equal(await small.read('a'), undefined);
  t.ok(await small.read('c'));
});
