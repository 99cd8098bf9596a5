import { Code } from '@connectrpc/connect';
import t from 'tap';
import { fail } from '../../../../platform/errors.ts';
import { until } from '../../../../platform/testing/until.ts';
import { type LiveListOptions, liveList } from './live-list.ts';

type Step = { event: string } | { error: unknown } | { end: true };

/** A server whose lists and streams the test scripts: each stream takes the next of its steps as they are pushed. */
function scripted() {
  const log: string[] = [];
  const pauses: number[] = [];
  const streams: { push(step: Step): void; signal: AbortSignal }[] = [];
  let lists = 0;
  let listFails = false;
  let hide = () => {};
  let show = () => {};
  let visible = Promise.resolve();
  const options: LiveListOptions = {
    visible: () => visible,
    whileVisible(signal) {
      const over = new AbortController();
      hide = () => {
        const shown = Promise.withResolvers<void>();
        visible = shown.promise;
        show = () => shown.resolve();
        over.abort();
      };
      return { signal: AbortSignal.any([signal, over.signal]), done() {} };
    },
    pause: async (ms) => {
      pauses.push(ms);
      await new Promise(setImmediate);
    },
    random: () => 1,
  };
  const live = liveList<string>(
    {
      async list() {
        if (listFails) throw fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', 'not there');
        lists += 1;
        log.push(`list ${lists}`);
        return `l${lists}`;
      },
      stream(resumeToken, signal) {
        log.push(`stream from ${resumeToken}`);
        const steps: Step[] = [];
        let wake = () => {};
        streams.push({
          signal,
          push(step) {
            steps.push(step);
            wake();
          },
        });
        return (async function* () {
          let n = 0;
          for (;;) {
            while (steps.length === 0) {
              await new Promise<void>((resolve) => {
                wake = resolve;
                signal.addEventListener('abort', () => resolve());
              });
              if (signal.aborted) throw signal.reason;
            }
            const step = steps.shift()!;
            if ('error' in step) throw step.error;
            if ('end' in step) return;
            n += 1;
            yield { resumeToken: `${resumeToken}.${n}`, event: step.event };
          }
        })();
      },
      take(event) {
        log.push(event);
        return event === 'overflow';
      },
      live: () => {},
      broken: (failure) => log.push(failure === undefined ? 'hidden' : 'broken'),
    },
    options,
  );
  const stream = async (number: number) => {
    await until(`stream ${number}`, () => streams.length >= number);
    return streams[number - 1]!;
  };
  return {
    live,
    log,
    pauses,
    stream,
    hide: () => hide(),
    show: () => show(),
    listFails(now: boolean) {
      listFails = now;
    },
    logged: (line: string) => until(line, () => log.includes(line)),
  };
}

t.test('a stream continues the list and resumes after the last message', async (t) => {
  const { live, log, stream, logged, pauses } = scripted();
  const first = await stream(1);
  first.push({ event: 'a' });
  first.push({ event: 'b' });
  first.push({ error: fail(Code.Unavailable, 'DRAINING', 'draining') });
  (await stream(2)).push({ event: 'c' });
  await logged('c');
  live.close();
  t.strictSame(log, ['list 1', 'stream from l1', 'a', 'b', 'broken', 'stream from l1.2', 'c']);
  t.strictSame(pauses, [500]);
});

t.test(
  'a token that is too old leads to the list at once, an expired session token to the same position',
  async (t) => {
    const { live, log, stream, logged, pauses } = scripted();
    const first = await stream(1);
    first.push({ event: 'a' });
    first.push({ error: fail(Code.Unauthenticated, 'TOKEN_EXPIRED', 'expired') });
    const second = await stream(2);
    second.push({ event: 'b' });
    second.push({ error: fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old') });
    (await stream(3)).push({ event: 'c' });
    await logged('c');
    live.close();
    t.strictSame(log, [
      'list 1',
      'stream from l1',
      'a',
      'stream from l1.1',
      'b',
      'list 2',
      'stream from l2',
      'c',
    ]);
    t.strictSame(pauses, []);
  },
);

t.test('pauses double during failures, up to a limit, and reset after a message', async (t) => {
  const { live, stream, pauses, listFails, logged } = scripted();
  (await stream(1)).push({ event: 'a' });
  await logged('a');
  listFails(true);
  live.refresh();
  await until('eight attempts', () => pauses.length >= 8);
  t.strictSame(pauses.slice(0, 8), [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  listFails(false);
  const before = pauses.length;
  const second = await stream(2);
  second.push({ event: 'b' });
  second.push({ end: true });
  await until('another attempt', () => pauses.length > before);
  t.equal(pauses.at(-1), 500);
  live.close();
});

t.test('a hidden page closes the stream; a visible one resumes without a pause', async (t) => {
  const { live, log, stream, logged, hide, show, pauses } = scripted();
  const first = await stream(1);
  first.push({ event: 'a' });
  await logged('a');
  hide();
  await logged('hidden');
  t.ok(first.signal.aborted);
  show();
  (await stream(2)).push({ event: 'b' });
  await logged('b');
  live.close();
  t.strictSame(log, ['list 1', 'stream from l1', 'a', 'hidden', 'stream from l1.1', 'b']);
  t.strictSame(pauses, []);
});

t.test('a refresh, and an event that requests it, read the list again at once', async (t) => {
  const { live, log, stream, logged, pauses } = scripted();
  (await stream(1)).push({ event: 'a' });
  await logged('a');
  live.refresh();
  const second = await stream(2);
  second.push({ event: 'overflow' });
  (await stream(3)).push({ event: 'b' });
  await logged('b');
  live.close();
  t.strictSame(log, [
    'list 1',
    'stream from l1',
    'a',
    'list 2',
    'stream from l2',
    'overflow',
    'list 3',
    'stream from l3',
    'b',
  ]);
  t.strictSame(pauses, []);
});
