import t from 'tap';
import { type TestClock, testClock } from './clock.ts';
import { engineUnavailable } from './engines/unavailable.ts';
import { retryUntilReady, warnWhileWaiting } from './retry-until-ready.ts';
import { settle } from './testing/until.ts';

const refused = new Error('connect ECONNREFUSED 127.0.0.1:9042\n    and more for developers');

/** Advances time in steps that tries fit into. */
async function pass(clock: TestClock, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 250) {
    clock.advance(250);
    await settle(1);
  }
}

t.test('the wait for an engine is reported after 5 s and then every 15, with the reason', async (t) => {
  const clock = testClock();
  const lines: string[] = [];
  let isThere = false;
  const opened = retryUntilReady(
    clock,
    async () => {
      if (isThere) return 'opened';
      throw engineUnavailable('cassandra', refused);
    },
    { onWait: warnWhileWaiting('cassandra', (line) => lines.push(line)) },
  );
  await settle(1);
  await pass(clock, 4_750);
  t.strictSame(lines, [], 'nothing when it is quick');
  const line = 'waiting for cassandra: connect ECONNREFUSED 127.0.0.1:9042';
  await pass(clock, 250);
  t.strictSame(lines, [line]);
  await pass(clock, 14_750);
  t.equal(lines.length, 1);
  await pass(clock, 250);
  t.strictSame(lines, [line, line]);
  isThere = true;
  await pass(clock, 250);
  t.equal(await opened, 'opened');
  await pass(clock, 60_000);
  t.equal(lines.length, 2);
  t.equal(clock.pending(), 0);
});

t.test('a hanging first try is reported, too', async (t) => {
  const clock = testClock();
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const opened = retryUntilReady(clock, () => promise, {
    onWait: warnWhileWaiting('kafka', (line) => lines.push(line)),
  });
  clock.advance(5_000);
  t.strictSame(lines, ['waiting for kafka: no answer yet']);
  resolve();
  await opened;
});

t.test(
  'it fails after a minute with the last error, and at once with one that is not transient',
  async (t) => {
    const clock = testClock();
    let tries = 0;
    const failing = async () => {
      throw new Error(`try ${++tries}`);
    };
    const ended = t.rejects(retryUntilReady(clock, failing), { message: 'try 242' });
    await settle(1);
    await pass(clock, 61_000);
    await ended;
    await t.rejects(retryUntilReady(clock, failing, { passes: () => false }), { message: 'try 243' });
    t.equal(clock.pending(), 0);
  },
);

t.test('a stop of the process ends the wait before the next try', async (t) => {
  const clock = testClock();
  const stopping = new AbortController();
  let tries = 0;
  const failing = async () => {
    tries++;
    throw refused;
  };
  const ended = t.rejects(retryUntilReady(clock, failing, { signal: stopping.signal }), {
    name: 'AbortError',
  });
  await settle(1);
  stopping.abort();
  await pass(clock, 250);
  await ended;
  t.equal(tries, 1);
  t.equal(clock.pending(), 0);
});
