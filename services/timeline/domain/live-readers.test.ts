import fc from 'fast-check';
import t from 'tap';
import { liveReaders } from './live-readers.ts';

const readerIds = ['r1', 'r2', 'r3'];
const authorIds = ['a1', 'a2', 'a3', 'r1'];

const step = fc.record({
  kind: fc.constantFrom('join', 'join', 'leave', 'follow', 'follow'),
  readerId: fc.constantFrom(...readerIds),
  version: fc.bigInt(0n, 20n),
  whose: fc.subarray(authorIds),
  n: fc.nat(100),
});

/** The expected readers, by a scan of all of them. */
interface Plain {
  streams: (() => void)[];
  version: bigint;
  whose: readonly string[];
}

t.test('an author’s entries reach the same readers as by a scan of all readers with a stream', (t) => {
  let reached = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const live = liveReaders();
      const plain = new Map<string, Plain>();
      const received: string[] = [];
      for (const { kind, readerId, version, whose, n } of steps) {
        const known = plain.get(readerId);
        if (kind === 'join') {
          const leave = live.join({
            readerId,
            wake() {},
            removed: (id) => received.push(`${readerId} ${id}`),
          });
          if (known) known.streams.push(leave);
          else plain.set(readerId, { streams: [leave], version: -1n, whose: [readerId] });
        } else if (kind === 'leave') {
          const [leave] = known?.streams.splice(n % known.streams.length, 1) ?? [];
          leave?.();
          leave?.();
          if (known?.streams.length === 0) plain.delete(readerId);
        } else {
          live.follow(readerId, version, new Set(whose));
          if (known && version > known.version) plain.set(readerId, { ...known, version, whose });
        }
      }
      const open = [...plain.values()].map(({ streams }) => streams.length);
      if (live.size() !== open.reduce((sum, count) => sum + count, 0)) return false;
      live.removed('p', ['a1', 'a2']);
      const expected = [...plain].flatMap(([id, { streams, whose }]) =>
        whose.includes('a1') || whose.includes('a2') ? streams.map(() => `${id} p`) : [],
      );
      reached += expected.length;
      return (
        received.sort().join() === expected.sort().join() &&
        [...authorIds, ...readerIds].every((authorId) => {
          const following = [...plain].filter(([, { whose }]) => whose.includes(authorId)).map(([id]) => id);
          return live.following(authorId).sort().join() === following.sort().join();
        })
      );
    }),
    { numRuns: 300 },
  );
  t.ok(reached > 100, `${reached} streams received removals`);
  t.end();
});

t.test('the cost of an entry does not grow with the streams of readers who do not follow its author', (t) => {
  let looks = 0;
  class Watched extends Set<string> {
    override has(id: string): boolean {
      looks += 1;
      return super.has(id);
    }
  }
  const live = liveReaders();
  for (let n = 0; n < 1_000; n++) {
    live.join({ readerId: `r${n}`, wake() {}, removed() {} });
    live.follow(`r${n}`, 1n, new Watched([`a${n}`]));
  }
  looks = 0;
  t.strictSame(live.following('a7'), ['r7']);
  t.strictSame(live.following('nobody'), []);
  live.removed('p', ['a7', 'nobody']);
  t.equal(looks, 0);
  t.end();
});
