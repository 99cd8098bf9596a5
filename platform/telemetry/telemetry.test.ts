import fc from 'fast-check';
import t from 'tap';
import { type Call, runInCall } from '../rpc/call.ts';
import { accessLog, createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

function captured(level: 'debug' | 'info' | 'warn' = 'info') {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ level, base: { service: 'post' }, destination });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

t.test('a line has time, level, service and request id', async (t) => {
  const { log, last } = captured();
  log.info({ posts: 3 }, 'relayed');
  t.match(last(), { level: 'info', service: 'post', posts: 3, msg: 'relayed', time: /^20\d\d-.*Z$/ });
  t.notOk('requestId' in last());
  const call = { requestId: 'r-1' } as Call;
  await runInCall(call, async () => {
    await null;
    log.warn('within');
  });
  t.match(last(), { requestId: 'r-1', level: 'warn' });
});

t.test('passwords and tokens never reach a log', async (t) => {
  const { log, lines } = captured();
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl';
  const refresh = `skr1.1480000000000000002.7.${'A'.repeat(43)}`;
  log.info({
    password: 'hunter2',
    token: 'hunter2',
    request: { password: 'hunter2', deep: { newPassword: 'hunter2' } },
  });
  log.info({ headers: { authorization: 'hunter2', 'x-skein-service': 'hunter2', cookie: 'hunter2' } });
  log.info(`Bearer hunter2 and ${jwt}`);
  log.info({ odd: { place: { for: { a: [`Authorization: Bearer ${jwt}`] } } } }, `refused ${refresh}`);
  log.error(new Error(`bad token ${jwt}`, { cause: new Error(refresh) }), 'failed');
  log.child({ token: 'hunter2' }).info('child');
  const all = lines.join('');
  for (const secret of ['hunter2', jwt, refresh, 'eyJ', 'skr1']) t.notOk(all.includes(secret), secret);
  for (const line of lines) t.doesNotThrow(() => JSON.parse(line));
  t.equal(lines.length, 6);
});

t.test("the level of an access log line follows the call's code", async (t) => {
  const { log, lines, last } = captured();
  const access = accessLog(log);
  const record = { method: 'skein.post.v1.PostService/CreatePost', requestId: 'r', durationMs: 1.23456 };
  t.notOk(access.wants('ok'), 'success is for debugging');
  t.ok(access.wants('not_found'));
  access.write({
    ...record,
    code: 'not_found',
    reason: 'POST_NOT_FOUND',
    error: 'no such post',
    cause: new Error('row'),
  });
  t.match(last(), { level: 'info', reason: 'POST_NOT_FOUND', durationMs: 1.235, error: 'no such post' });
  t.notMatch(lines.at(-1), /row/, 'a foreseen refusal needs no stack');
  access.write({ ...record, code: 'resource_exhausted' });
  t.equal(last().level, 'warn');
  access.write({ ...record, code: 'internal', error: 'internal error', cause: new Error('disk is full') });
  t.match(last(), { level: 'error', err: { message: 'disk is full', stack: /telemetry.test/ } });
});

t.test('calls, commits, lags and dead letters are metrics', async (t) => {
  const nowMs = 1_000_000;
  const metrics = createMetrics({ version: '1.2.3', nowMs: () => nowMs, processFigures: false });
  const method = 'skein.post.v1.PostService/CreatePost';
  metrics.calls.started(method);
  metrics.calls.counter({ method, code: 'ok' });
  metrics.calls.histogram({ method, code: 'ok' }, 3);
  let commits = 4;
  const figures = { failedCommits: 1, writes: 40, failedWrites: 2, largestGroup: 20, commitMs: 500 };
  metrics.watchDatabase('post', () => ({ ...figures, commits }));
  metrics.watchDatabase('graph', () => ({ ...figures, commits: 7 }));
  const lag = { partition: 0, committed: 1, end: 4, records: 3, oldestTimeMs: nowMs - 2500 };
  metrics.watchConsumer('post', 'timeline', async () => [lag, { ...lag, partition: 1, records: 2 }]);
  metrics.watchConsumer('post', 'search', async () => [{ ...lag, records: 0, oldestTimeMs: undefined }]);
  metrics.deadLetter('post', 'timeline');
  metrics.watchOutbox('post', async () => ({ records: 2, oldestTimeMs: nowMs - 1500 }));
  metrics.watchOutbox('graph', async () => ({ records: 0 }));
  metrics.watchOutbox('user', () => Promise.reject(new Error('closing')));

  commits = 5;
  const lines = (await metrics.registry.metrics()).split('\n');
  for (const line of [
    `skein_rpc_started_total{method="${method}"} 1`,
    `skein_rpc_handled_total{method="${method}",code="ok"} 1`,
    `skein_rpc_seconds_bucket{le="0.0025",method="${method}",code="ok"} 0`,
    `skein_rpc_seconds_bucket{le="0.005",method="${method}",code="ok"} 1`,
    'skein_database_commits_total{database="post"} 5',
    'skein_database_commits_total{database="graph"} 7',
    'skein_database_writes_total{database="post"} 40',
    'skein_database_writable{database="post"} 1',
    'skein_database_failed_commits_total{database="post"} 1',
    'skein_database_failed_writes_total{database="post"} 2',
    'skein_database_commit_seconds_total{database="post"} 0.5',
    'skein_event_lag_records{topic="post",group="timeline"} 5',
    'skein_event_lag_seconds{topic="post",group="timeline"} 2.5',
    'skein_event_lag_records{topic="post",group="search"} 0',
    'skein_event_lag_seconds{topic="post",group="search"} 0',
    'skein_outbox_records{service="post"} 2',
    'skein_outbox_seconds{service="post"} 1.5',
    'skein_outbox_seconds{service="graph"} 0',
    'skein_event_dead_letters_total{topic="post",group="timeline"} 1',
    'skein_event_dead_letters_total{topic="post",group="search"} 0',
    `skein_build_info{version="1.2.3",node="${process.version}"} 1`,
  ]) {
    t.ok(lines.includes(line), line);
  }
  t.notOk(
    lines.some((line) => line.includes('service="user"')),
    'an unknown number is not shown',
  );
  const whole = createMetrics({ version: '1.2.3', nowMs: () => nowMs });
  t.match(await whole.registry.metrics(), /process_cpu_seconds_total[\s\S]*nodejs_eventloop_lag_p99_seconds/);
});

t.test('a consumer whose lag is unavailable does not affect other metrics', async (t) => {
  const metrics = createMetrics({ version: '1', nowMs: () => 0, processFigures: false });
  metrics.watchConsumer('post', 'a', () => Promise.reject(new Error('closing')));
  metrics.watchConsumer('post', 'b', async () => []);
  const text = await metrics.registry.metrics();
  t.match(text, /skein_event_lag_records\{topic="post",group="b"\} 0/);
  t.notMatch(text, /skein_event_lag_records\{topic="post",group="a"\}/);
});

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => !/^0+$/.test(text));

t.test('traceparent headers survive a round trip, and others are ignored', async (t) => {
  fc.assert(
    fc.property(hex(32), hex(16), fc.constantFrom(0, 1), (traceId, spanId, traceFlags) => {
      const parsed = parseTraceparent(formatTraceparent({ traceId, spanId, traceFlags }));
      return parsed?.traceId === traceId && parsed.spanId === spanId && parsed.traceFlags === traceFlags;
    }),
  );
  const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  t.ok(parseTraceparent(`00-${trace}-${span}-01`));
  t.ok(parseTraceparent(`cc-${trace}-${span}-01-what-comes-later`), 'a later version may say more');
  for (const bad of [
    undefined,
    '',
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-more`,
    `ff-${trace}-${span}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
  ]) {
    t.equal(parseTraceparent(bad), undefined, String(bad));
  }
});
