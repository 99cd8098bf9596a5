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

t.test('the lowest answer counts', async (t) => {
  const { processes, watermark } = posts();
  processes.set('a', 500).set('b', 300);
  t.equal(await watermark(), 300);
  processes.set('b', 600);
  t.equal(await watermark(), 500);
});

t.test('the last answer of a silent process counts until the process is considered dead', async (t) => {
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
  t.equal(await watermark(), 700, 'the process answers again');
});

t.test('a process that has never answered may at first have any write in progress', async (t) => {
  const { clock, processes, watermark } = posts();
  processes.set('a', 500).set('b', new Error('not yet'));
  t.equal(await watermark(), 0);
  clock.advance(15_001);
  t.equal(await watermark(), 500);
});

t.test('a process that is added later and does not answer at once may too', async (t) => {
  const { clock, processes, watermark } = posts();
  processes.set('a', 500);
  t.equal(await watermark(), 500);
  clock.advance(60_000);
  processes.set('a', 900).set('b', new Error('not yet'));
  t.equal(await watermark(), 0);
  processes.set('b', 700);
  t.equal(await watermark(), 700);
});

t.test('when no process answers, the watermark is an error', async (t) => {
  const { processes, watermark } = posts();
  processes.set('a', new Error('down')).set('b', new Error('down too'));
  await t.rejects(watermark(), /down/);
});

t.test('before any process is known, nothing is known to be announced', async (t) => {
  const { processes, watermark } = posts();
  t.equal(await watermark(), 0);
  processes.set('a', 500);
  t.equal(await watermark(), 500);
});
