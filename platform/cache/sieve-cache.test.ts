import fc from 'fast-check';
import t from 'tap';
import { sieveCache } from './sieve-cache.ts';

t.test('read entries outlast unread ones', async (t) => {
  const memory = sieveCache<number>({ max: 10, maxBytes: 1 << 20 });
  for (let i = 0; i < 10; i++) memory.set(`often ${i % 5}`, i);
  for (let i = 0; i < 1000; i++) {
    for (let j = 0; j < 5; j++) t.equal(memory.get(`often ${j}`), j + 5);
    memory.set(`once ${i}`, i);
  }
  t.equal(memory.entries, 10);
});

/** What an entry with a one-letter key takes beside its bytes. */
const overhead = (() => {
  const memory = sieveCache<Uint8Array>({ maxBytes: 1 << 20 });
  memory.set('a', new Uint8Array(0));
  return memory.bytes;
})();
const mostBytes = 1_000;
const maxBytes = overhead + mostBytes;

t.test('after any operations it keeps within its limits and gives the last set values', async () => {
  const step = fc.record({
    kind: fc.constantFrom('set', 'get', 'delete', 'clear'),
    key: fc.constantFrom(...'abcdefgh'),
    size: fc.integer({ min: 1, max: 1_200 }),
  });
  await fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memory = sieveCache<Uint8Array>({ max: 4, maxBytes });
      const last = new Map<string, Uint8Array>();
      for (const { kind, key, size } of steps) {
        const value = new Uint8Array(size);
        if (kind === 'clear') memory.clear();
        if (kind === 'clear') last.clear();
        if (kind === 'delete') memory.delete(key);
        if (kind === 'delete') last.delete(key);
        if (kind === 'set') {
          memory.set(key, value);
          last.set(key, value);
          if ((memory.get(key) === undefined) !== size > mostBytes) return false;
        }
        const found = memory.get(key);
        if (found !== undefined && found !== last.get(key)) return false;
        if (memory.entries > 4 || memory.bytes > maxBytes) return false;
      }
      let sum = 0;
      for (const key of 'abcdefgh') {
        const found = memory.get(key);
        if (found !== undefined) sum += overhead + found.length;
      }
      return sum === memory.bytes;
    }),
  );
});

t.test('memory beside a value counts too', async (t) => {
  const memory = sieveCache<string>({ maxBytes: 10_000, besideBytes: (text) => 100 * text.length });
  memory.set('a', 'x'.repeat(90));
  memory.set('b', 'x'.repeat(90));
  t.equal(memory.entries, 1);
  t.ok(memory.bytes > 9_000 && memory.bytes < 10_000);
});
