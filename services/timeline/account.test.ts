import t from 'tap';
import { testClock } from '../../platform/clock.ts';
import { memoryRings } from './adapters/memory-rings.ts';
import { timeline } from './service.ts';

t.test("a purge drops the account's ring, even a famous one that is kept at any age", async (t) => {
  const rings = memoryRings({ clock: testClock(), ttlMs: 1_000, maxBytes: 10_000_000 });
  for (const id of ['purged', 'kept']) {
    await rings.open(id);
    await rings.keep(id);
  }
  const purge = timeline.account.purged.work!({ rings } as never, {} as never);
  const { signal } = new AbortController();
  await purge('purged', signal);
  await purge('purged', signal);
  t.equal(await rings.read('purged'), undefined);
  t.ok(await rings.read('kept'));
});
