import type { HandlerContext } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import { testClock } from '../clock.ts';
import { settle } from '../testing/until.ts';
import { eventLoopThrottle } from './event-loop-throttle.ts';
import type { Look } from './live-source.ts';
import { resumeTokens } from './resume-tokens.ts';
import { serveStream, tokenAgeMs } from './serve-stream.ts';

const tokens = resumeTokens<number>(new Uint8Array(32), {
  pack: (point) => Uint8Array.of(point),
  unpack: ([point]) => point!,
});
const query = 'Stream ada';
const tokenOf = (point: number) => tokens.seal(query, point);

/** A stream of a source that gives the content of `news`, and a client that reads at once. */
function stream(t: Test, resumeToken = '', remembers = true) {
  const clock = testClock();
  const news: Partial<Look<number, string, string>>[] = [];
  const ending = new AbortController();
  const sent: (readonly [string, number | undefined])[] = [];
  /** What the source's comparison answers; undefined: look. */
  const compared: (number | undefined)[] = [];
  const state = {
    looks: 0,
    comparisons: 0,
    closed: 0,
    wake() {},
    from: undefined as number | undefined,
    point: 7,
  };
  const answers = serveStream<number, string, string, readonly [string, string]>(
    {
      context: { signal: ending.signal } as HandlerContext,
      resumeToken,
      query,
      open(from, wake) {
        Object.assign(state, { wake, from });
        return {
          async look() {
            state.looks += 1;
            const found = news.shift() ?? {};
            const held = state.point;
            state.point = found.point ?? held;
            return { entries: [], notices: [], more: false, held, ...found, point: state.point };
          },
          async unchanged() {
            state.comparisons += 1;
            return compared.shift();
          },
          remembersSince: () => remembers,
          close() {
            state.closed += 1;
          },
        };
      },
      answers: {
        entries: (entries, token) => [entries.join(), token],
        notice: (notice, token) => [`-${notice}`, token],
        heartbeat: (token) => ['', token],
        noticesIncomplete: (token) => ['incomplete', token],
      },
    },
    { clock, tokens, throttle: eventLoopThrottle(16), heartbeatMs: 1_000, slowReaderMs: 5_000 },
  );
  const read = (async () => {
    for await (const [what, token] of answers) sent.push([what, tokens.open(query, token)]);
  })();
  const end = async () => {
    ending.abort();
    await read;
    return { closed: state.closed, timers: clock.pending() };
  };
  t.teardown(end);
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { news, compared, sent, state, pass, end };
}

t.test('the first message comes at once, then one after each heartbeat without a message', async (t) => {
  const { news, sent, state, pass, end } = stream(t);
  await pass(0);
  t.strictSame(sent.splice(0), [['', 7]]);
  await pass(999);
  t.strictSame([sent.length, state.looks], [0, 1]);
  news.push({ entries: ['a'], point: 8 });
  await pass(1);
  t.strictSame(sent.splice(0), [['a', 8]], 'a heartbeat looks, whatever hints were lost');
  await pass(600);
  news.push({ entries: ['b'], point: 9, more: true }, { entries: ['c'], point: 10 });
  state.wake();
  await pass(0);
  t.strictSame(
    sent.splice(0),
    [
      ['b', 9],
      ['c', 10],
    ],
    'a hint is looked after at once, and goes on while there is more',
  );
  state.wake();
  await pass(999);
  t.strictSame(sent.splice(0), [], 'a hint about nothing says nothing');
  await pass(1);
  t.strictSame(sent.splice(0), [['', 10]]);
  t.strictSame(await end(), { closed: 1, timers: 0 }, 'hints and timers end with the stream');
});

t.test('a heartbeat without a hint compares, and looks only if something may have changed', async (t) => {
  const { news, compared, sent, state, pass } = stream(t);
  await pass(0);
  t.strictSame([state.looks, state.comparisons], [1, 0], 'a stream that opens looks');
  compared.push(8, 9);
  await pass(1_000);
  await pass(1_000);
  t.strictSame(sent.splice(1), [
    ['', 7],
    ['', 7],
  ]);
  t.strictSame([state.looks, state.comparisons], [1, 2]);
  news.push({ entries: ['a'], point: 10 });
  await pass(1_000);
  t.strictSame(sent.splice(1), [['a', 10]], 'an entry with a lost hint');
  compared.push(10);
  news.push({ entries: ['b'], point: 11 });
  state.wake();
  await pass(0);
  t.strictSame(sent.splice(1), [['b', 11]], 'a hint is not compared');
  t.strictSame([state.looks, state.comparisons], [3, 3]);
});

t.test('four heartbeats have the same token, and one after news has its own', async (t) => {
  const { news, compared, sent, state, pass } = stream(t);
  await pass(0);
  compared.push(8, 9, 10, 11);
  for (let n = 0; n < 4; n++) await pass(1_000);
  t.strictSame(
    sent.splice(0).map(([, token]) => token),
    [7, 7, 7, 7, 11],
  );
  news.push({ entries: ['a'], point: 12 });
  state.wake();
  await pass(0);
  compared.push(13);
  await pass(1_000);
  t.strictSame(sent, [
    ['a', 12],
    ['', 13],
  ]);
});

t.test('the token of an idle stream is never older than its age that others rely on', async (t) => {
  const { compared, sent, pass } = stream(t);
  await pass(0);
  let oldest = 0;
  for (let beat = 8; beat < 30; beat++) {
    compared.push(beat);
    await pass(1_000);
    oldest = Math.max(oldest, beat + 1 - sent.at(-1)![1]!);
  }
  t.ok(oldest * 1_000 <= tokenAgeMs(1_000), `${oldest} heartbeats when the next one is due`);
  t.ok(oldest > 2, 'which is why removals are remembered for longer');
});

t.test('the position advances with the last notice only', async (t) => {
  const { news, sent, pass } = stream(t, tokenOf(3));
  news.push({ entries: ['a'], notices: ['x', 'y'], held: 4, point: 5 });
  await pass(0);
  t.strictSame(sent, [
    ['a', 4],
    ['-x', 4],
    ['-y', 5],
  ]);
});

t.test('a stream that may miss notices says so first, with its original token', async (t) => {
  const forgetful = stream(t, tokenOf(3), false);
  await forgetful.pass(0);
  t.equal(forgetful.state.from, 3);
  t.strictSame(forgetful.sent.splice(0), [
    ['incomplete', 3],
    ['', 7],
  ]);
  await forgetful.pass(1_000);
  t.strictSame(forgetful.sent, [['', 7]], 'once');
  const fresh = stream(t, '', false);
  await fresh.pass(0);
  t.strictSame(fresh.sent, [['', 7]], 'one that starts now misses none');
});
