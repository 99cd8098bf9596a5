import t from 'tap';
import { testClock } from '../../platform/clock.ts';
import { memoryRings } from './adapters/memory-rings.ts';
import { timeline } from './service.ts';

t.test("a purged account's ring is gone, also a famous one that would be kept at any age", async (t) => {
  const rings = memoryRings({ clock: testClock(), ttlMs: 1_000, maxBytes: 10_000_000 });
  for (const id of ['gone', 'stays']) {
    await rings.open(id);
    await rings.keep(id);
  }
  const purge = timeline.account.purged.work!({ rings } as never, {} as never);
  const { signal } = new AbortController();
  await purge('gone', signal);
  await purge('gone', signal);
  t.equal(await rings.read('gone'), undefined);
  t.ok(await rings.read('stays'));
});
