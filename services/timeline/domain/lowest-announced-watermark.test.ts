import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { lowestAnnouncedWatermark } from './lowest-announced-watermark.ts';

function posts() {
  const clock = testClock();
  const processes = new Map<string, number | Error>();
  const watermark = lowestAnnouncedWatermark(
    () =>
      [...processes].map(([process, answer]) => ({
        process,
        untilMs: async () => {
          if (answer instanceof Error) throw answer;
          return answer;
        },
      })),
    clock,
  );
  return { clock, processes, watermark };
}

t.test('the process that is furthest behind counts', async (t) => {
  const { processes, watermark } = posts();
  processes.set('a', 500).set('b', 300);
  t.equal(await watermark(), 300);
  processes.set('b', 600);
  t.equal(await watermark(), 500);
});

t.test('one that does not answer holds what it said, until it is taken for gone', async (t) => {
  const { clock, processes, watermark } = posts();
  processes.set('a', 500).set('b', 300);
  await watermark();
  processes.set('a', 900).set('b', new Error('down'));
  t.equal(await watermark(), 300);
  clock.advance(14_000);
  t.equal(await watermark(), 300);
  clock.advance(2_000);
  t.equal(await watermark(), 900);
  processes.set('b', 700);
  t.equal(await watermark(), 700, 'it is back');
});

t.test('one that never answered may have anything under way, at first', async (t) => {
  const { clock, processes, watermark } = posts();
  processes.set('a', 500).set('b', new Error('not yet'));
  t.equal(await watermark(), 0);
  clock.advance(15_001);
  t.equal(await watermark(), 500);
});

t.test('so may one that is added later, and does not answer at once', async (t) => {
  const { clock, processes, watermark } = posts();
  processes.set('a', 500);
  t.equal(await watermark(), 500);
  clock.advance(60_000);
  processes.set('a', 900).set('b', new Error('not yet'));
  t.equal(await watermark(), 0);
  processes.set('b', 700);
  t.equal(await watermark(), 700);
});

t.test('where nobody answers there is no answer', async (t) => {
  const { processes, watermark } = posts();
  processes.set('a', new Error('down')).set('b', new Error('down too'));
  await t.rejects(watermark(), /down/);
});
