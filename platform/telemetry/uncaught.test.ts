import { Registry } from 'prom-client';
import t from 'tap';
import { testClock } from '../clock.ts';
import { uncaughtErrors } from './uncaught.ts';

function reported() {
  const clock = testClock();
  const uncaught = uncaughtErrors(clock);
  const lines: string[] = [];
  const registry = new Registry();
  uncaught.report({ error: (line: object) => void lines.push(JSON.stringify(line)) } as never, registry);
  return { clock, uncaught, lines, registry };
}

t.test('one uncaught error is logged and counted, and the process continues', async (t) => {
  const { uncaught, lines, registry } = reported();
  t.equal(uncaught.take(new Error('x'.repeat(1_000_000)), 'unhandledRejection'), 'go on');
  t.equal(lines.length, 1);
  t.ok(lines[0]!.length < 5_000, `a line of ${lines[0]!.length} characters`);
  t.match(await registry.metrics(), 'skein_process_uncaught_total{origin="unhandledRejection"} 1');
});

t.test('anything can be thrown', async (t) => {
  const { uncaught, lines } = reported();
  const hostile = {
    toString: () => {
      throw new Error('no');
    },
  };
  for (const thrown of [undefined, null, 'text', Symbol('s'), hostile, Object.create(null)])
    t.equal(uncaught.take(thrown, 'uncaughtException'), 'go on');
  t.equal(lines.length, 6);
});

t.test('an error of the storage drains the process, however it is wrapped', async (t) => {
  const sqlite = Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR' });
  t.equal(reported().uncaught.take(new Error('commit', { cause: sqlite }), 'uncaughtException'), 'drain');
});

t.test('many errors in a short time drain it, and do not fill the log', async (t) => {
  const { clock, uncaught, lines } = reported();
  for (let n = 0; n < 30; n++) {
    t.equal(uncaught.take(new Error('now and then'), 'uncaughtException'), 'go on');
    clock.advance(10_000);
  }
  const before = lines.length;
  const verdicts = Array.from({ length: 1_000 }, () =>
    uncaught.take(new Error('often'), 'uncaughtException'),
  );
  t.equal(verdicts.at(-1), 'drain');
  t.ok(lines.length - before <= 11, `${lines.length - before} lines`);
});

t.test('an error before there is a log ends a start', async (t) => {
  t.equal(uncaughtErrors(testClock()).take(new Error('early'), 'uncaughtException'), 'drain');
});
