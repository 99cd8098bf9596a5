import fc from 'fast-check';
import t from 'tap';
import { deliveredWatermarkTracker } from './delivered-watermark.ts';

const at = (...offsets: number[]) => new Map(offsets.entries());

t.test('entries are delivered once every reader has passed the ends of the topic', async (t) => {
  const looks = deliveredWatermarkTracker();
  t.equal(looks.look({ watermarkMs: 100, ends: at(3, 1), done: [at(2, 1), at(3, 1)] }), undefined);
  t.equal(looks.look({ watermarkMs: 200, ends: at(5, 1), done: [at(3, 1), at(2, 1)] }), undefined);
  t.equal(looks.look({ watermarkMs: 300, ends: at(6, 1), done: [at(4, 1), at(3, 1)] }), 100);
  t.equal(looks.look({ watermarkMs: 250, ends: at(6, 1), done: [at(6, 1), at(6, 1)] }), 300, 'never back');
  t.equal(looks.look({ watermarkMs: 400, ends: at(6, 1), done: [at(6, 1), at(6, 1)] }), 400);
});

t.test('a partition without records needs no reader', async (t) => {
  t.equal(deliveredWatermarkTracker().look({ watermarkMs: 1, ends: at(0, 2), done: [new Map([[1, 2]])] }), 1);
});

t.test('however entries are announced and done, nothing below the answer is undone', async () => {
  const step = fc.record({
    kind: fc.constantFrom('make', 'announce', 'do', 'look', 'look'),
    which: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const looks = deliveredWatermarkTracker();
      const made: number[] = [];
      const log: number[][] = [[], []];
      const done: number[][] = [
        [0, 0],
        [0, 0],
      ];
      let nowMs = 0;
      for (const { kind, which } of steps) {
        nowMs++;
        const partition = which % 2;
        if (kind === 'make') made.push(nowMs);
        if (kind === 'announce' && made.length > 0)
          log[partition]!.push(...made.splice(which % made.length, 1));
        if (kind === 'do') {
          const reader = done[(which >> 1) % 2]!;
          reader[partition] = Math.min(log[partition]!.length, reader[partition]! + (which % 4));
        }
        if (kind !== 'look') continue;
        const deliveredWatermarkMs = looks.look({
          watermarkMs: Math.min(nowMs, ...made),
          ends: at(...log.map(({ length }) => length)),
          done: done.map((each) => at(...each)),
        });
        if (deliveredWatermarkMs === undefined) continue;
        const undone = log.flatMap((entries, of) =>
          entries.slice(Math.min(...done.map((each) => each[of]!))),
        );
        if ([...made, ...undone].some((ms) => ms < deliveredWatermarkMs)) return false;
      }
      return true;
    }),
    { numRuns: 300 },
  );
});
