import fc from 'fast-check';
import t from 'tap';
import { idAtTime } from '../ids.ts';
import { maxAboveFloor, packResumePoint, unpackResumePoint } from './resume-point.ts';

const start = Date.UTC(2026, 0, 1);
const id = fc
  .tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 4_194_303 }))
  .map(([ms, low]) => (BigInt(idAtTime(start + ms)) + BigInt(low)).toString());

t.test('a resume point survives packing', async () => {
  fc.assert(
    fc.property(id, fc.array(id, { maxLength: 60 }), (floor, ids) => {
      const sent = new Set(ids.filter((each) => each >= floor).concat(floor));
      const back = unpackResumePoint(packResumePoint({ floor, sent }));
      return back.floor === floor && back.sent.size === sent.size && [...sent].every((x) => back.sent.has(x));
    }),
  );
});

t.test('floors below every id, and ids at the end of time', async (t) => {
  const floor = '0'.repeat(19);
  const last = (2n ** 63n - 1n).toString();
  t.strictSame(unpackResumePoint(packResumePoint({ floor, sent: new Set([last]) })), {
    floor,
    sent: new Set([last]),
  });
});

t.test('a full token is small enough for a request', async (t) => {
  const sent = new Set(Array.from({ length: maxAboveFloor }, (_, n) => idAtTime(start + (n + 1) * 1000)));
  const bytes = packResumePoint({ floor: idAtTime(start), sent });
  t.ok(bytes.length < 6_000, `${bytes.length} bytes`);
});

t.test('bytes of another origin still read as a point, with all that was sent above its floor', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { floor, sent } = unpackResumePoint(bytes);
      return /^[0-9]{19,}$/.test(floor) && [...sent].every((each) => BigInt(each) >= BigInt(floor));
    }),
  );
});
