import { once } from 'node:events';
import { connect } from 'node:net';
import type { HandlerContext } from '@connectrpc/connect';
import { Code } from '@connectrpc/connect';
import t from 'tap';
import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { cachedSessionGate } from '../../../platform/auth/session-gate.ts';
import { systemClock, testClock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { fail } from '../../../platform/errors.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { until, untilStill } from '../../../platform/testing/until.ts';
import { clientSocket } from '../testing/client-socket.ts';
import { type ServedOptions, servedGateway } from '../testing/served-gateway.ts';
import { offeredProtocol } from './handshake.ts';

type Home = (token: string, context: HandlerContext) => AsyncGenerator<{ resumeToken: string }>;

const withHome = (home: Home) => [
  hosted(TimelineService, {
    streamHomeTimeline: ({ resumeToken }, context) => home(resumeToken, context),
  }),
  hosted(NotificationService, {}),
];
/** Sends heartbeats until it is stopped. */
const quiet: Home = async function* (from, { signal }) {
  yield { resumeToken: `${from}.` };
  if (!signal.aborted) await once(signal, 'abort');
};
const served = (t: Parameters<typeof servedGateway>[0], home: Home, more: Partial<ServedOptions> = {}) =>
  servedGateway(t, { hosted: withHome(home), ...more });
const subscribe = (id = 'h', resumeToken = '') => ({
  type: 'subscribe',
  id,
  stream: 'home',
  request: { resumeToken },
});

t.test('several streams share a socket; each starts at its resume token', async (t) => {
  const seen: unknown[] = [];
  const gateway = await served(t, async function* (from, context) {
    seen.push(['authorization', 'x-forwarded-for'].map((name) => context.requestHeader.get(name)));
    for (const step of ['1', '2']) yield { resumeToken: `${from}${step}` };
    await once(context.signal, 'abort');
    seen.push('gone');
  });
  const token = await gateway.token('ada');
  const socket = await clientSocket(`${gateway.url}/ws`, token);
  t.equal(socket.ws.protocol, 'skein.v1', 'the token is not sent back');
  socket.send(subscribe('a', 'x'));
  socket.send(subscribe('b', 'y'));
  const event = (id: string, resumeToken: string) => ({ type: 'event', id, message: { resumeToken } });
  await until('both to begin', () => socket.messages.length === 4);
  t.same(socket.of('a'), [event('a', 'x1'), event('a', 'x2')]);
  t.same(socket.of('b'), [event('b', 'y1'), event('b', 'y2')]);
  t.same(seen[0], [`Bearer ${token}`, '127.0.0.1']);
  socket.send({ type: 'unsubscribe', id: 'a' });
  await until('the stream behind it to be given up', () => seen.includes('gone'));
  await until('its end to be reported', () => socket.end('a') !== undefined);
  t.same(socket.end('a'), { type: 'end', id: 'a' });
  socket.send({ type: 'ping' });
  await until('a pong', () => socket.messages.at(-1)?.type === 'pong');
  socket.ws.close();
  await until('the other one, with the socket', () => seen.filter((each) => each === 'gone').length === 2);
});

t.test('stream ends have a reason; token errors close the socket', async (t) => {
  const gateway = await served(t, async function* (from) {
    if (from === 'old') throw fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'list again');
    if (from === 'slow') throw new DomainError('READER_TOO_SLOW', 'too slow', { retryAfterMs: 1_500 });
    yield { resumeToken: 'r' };
    if (from === 'revoked') throw fail(Code.Unauthenticated, 'SESSION_REVOKED', 'signed out');
  });
  const socket = await clientSocket(`${gateway.url}/ws`, await gateway.token('ada'));
  for (const id of ['old', 'slow', 'done']) socket.send(subscribe(id, id));
  socket.send({ type: 'subscribe', id: 'later', stream: 'notifications' });
  socket.send({ type: 'subscribe', id: 'none', stream: '__proto__' });
  socket.send({ type: 'subscribe', id: 'bad', stream: 'home', request: { resumeToken: 1 } });
  const ids = ['old', 'slow', 'done', 'later', 'none', 'bad'];
  await until('all to end', () => ids.every((id) => socket.end(id) !== undefined));
  t.same(
    ids.map((id) => socket.end(id)?.reason),
    ['RESUME_TOKEN_TOO_OLD', 'READER_TOO_SLOW', undefined, 'UNIMPLEMENTED', 'NOT_FOUND', 'MESSAGE_MALFORMED'],
  );
  t.equal(socket.end('slow')?.retryAfterMs, 1_500);
  t.match(socket.end('old')?.error, {
    code: 'failed_precondition',
    message: 'list again',
    details: [{ type: 'google.rpc.ErrorInfo' }],
  });
  socket.send(subscribe('gone', 'revoked'));
  t.same(await socket.closed(), { code: 4401, reason: 'SESSION_REVOKED' });
  t.equal(socket.end('gone')?.reason, 'SESSION_REVOKED');
});

t.test(
  'a handshake without protocol, from another origin or too often is refused; a bad token is reported',
  async (t) => {
    const env = {
      SKEIN_CALLS_PER_ADDRESS: '9',
      SKEIN_ALLOWED_ORIGINS: 'https://app.example',
      SKEIN_SOCKETS_PER_USER: '2',
    };
    const gateway = await served(t, quiet, { env, proxies: ['127.0.0.1'] });
    const at = `${gateway.url}/ws`;
    const token = await gateway.token('ada');
    const status = (code: number) => new RegExp(`server response: ${code}`);
    await t.rejects(clientSocket(at, token, { origin: 'https://evil.example' }), status(403));
    await t.rejects(clientSocket(at, undefined, { protocols: [] }), status(400));
    await t.rejects(clientSocket(at, undefined, { protocols: ['skein.v2'] }), status(400));
    await t.rejects(clientSocket(at, undefined, { protocols: ['skein.v1', 'token.x'] }), status(400));
    await t.rejects(clientSocket(`${gateway.url}/elsewhere`, token), status(404));
    for (const [bad, reason] of [
      [undefined, 'TOKEN_MISSING'],
      ['a.b.c', 'TOKEN_INVALID'],
      [await gateway.token('ada', -1_000), 'TOKEN_EXPIRED'],
    ] as const) {
      const socket = await clientSocket(at, bad);
      t.same(await socket.closed(), { code: 4401, reason }, reason);
    }
    const allowed = await clientSocket(at, token, { origin: 'https://app.example' });
    const own = await clientSocket(at, token, { origin: gateway.url });
    t.same(await (await clientSocket(at, token)).closed(), { code: 4429, reason: 'too many sockets' });
    for (const { ws } of [allowed, own]) ws.close();
    await until('the address to be over its limit', () =>
      clientSocket(at, token, { headers: { 'x-forwarded-for': '192.0.2.1' } }).then(
        ({ ws }) => {
          ws.close();
          return false;
        },
        (error: Error) => status(429).test(error.message),
      ),
    );
  },
);

t.test('an invalid message closes that socket only', async (t) => {
  const gateway = await served(t, quiet);
  const token = await gateway.token('ada');
  const bystander = await clientSocket(`${gateway.url}/ws`, token);
  bystander.send(subscribe());
  const texts = [
    '',
    '{',
    'null',
    '[]',
    '1',
    '{"type":"sing"}',
    '{"type":"subscribe"}',
    '{"type":"subscribe","id":"a"}',
    '{"type":"subscribe","id":"a","stream":"home","request":{"resumeToken":"\\ud800"}}',
  ];
  for (const text of [...texts, '{"type":"unsubscribe","id":1}', JSON.stringify(subscribe('i'.repeat(65)))]) {
    const socket = await clientSocket(`${gateway.url}/ws`, token);
    socket.ws.send(text);
    t.equal((await socket.closed()).code, 4400, text);
  }
  const binary = await clientSocket(`${gateway.url}/ws`, token);
  binary.ws.send(Buffer.from(JSON.stringify(subscribe())));
  t.equal((await binary.closed()).code, 4400, 'a binary frame');
  const broken = await clientSocket(`${gateway.url}/ws`, token);
  broken.ws.send(Buffer.from('{"type":"ping","x":"caf\xe9"}', 'latin1'), { binary: false });
  t.equal((await broken.closed()).code, 1007, 'a text frame of broken UTF-8');
  const twice = await clientSocket(`${gateway.url}/ws`, token);
  twice.send(subscribe('a'));
  twice.send(subscribe('a'));
  t.equal((await twice.closed()).code, 4400, 'an id in use');
  const large = await clientSocket(`${gateway.url}/ws`, token);
  large.ws.send('x'.repeat(200_000));
  t.equal((await large.closed()).code, 1009, 'a message over the limit');
  const many = await clientSocket(`${gateway.url}/ws`, token);
  for (let n = 0; n < 9; n++) many.send(subscribe(`s${n}`));
  await until('the ninth stream to be refused', () => many.end('s8')?.reason === 'RATE_LIMITED');
  for (let n = 0; n < 100; n++) many.send({ type: 'ping' });
  t.equal((await many.closed()).code, 4429, 'a flood');
  t.equal(bystander.ws.readyState, bystander.ws.OPEN);
  t.same(bystander.messages, [{ type: 'event', id: 'h', message: { resumeToken: '.' } }]);
});

t.test('a stop ends every stream as draining, then the socket', async (t) => {
  const gateway = await served(t, quiet);
  const socket = await clientSocket(`${gateway.url}/ws`, await gateway.token('ada'));
  socket.send(subscribe());
  await until('it to begin', () => socket.messages.length === 1);
  await gateway.close();
  t.equal(socket.end('h')?.reason, 'DRAINING');
  t.same(await socket.closed(), { code: 1012, reason: 'DRAINING' });
});

t.test('a stop does not wait for peers that do not answer', async (t) => {
  const gateway = await served(t, quiet);
  const token = await gateway.token('ada');
  const silent = await clientSocket(`${gateway.url}/ws`, token);
  silent.send(subscribe());
  await until('it to begin', () => silent.messages.length === 1);
  silent.ws.pause();
  const startMs = performance.now();
  await gateway.close();
  t.ok(performance.now() - startMs < 4_500, 'not as long as it takes to be forced');
  silent.ws.terminate();
});

t.test('a socket ends with its token, and when its peer is gone', async (t) => {
  const clock = testClock(Date.now());
  const gateway = await served(t, quiet, { clock });
  const socket = await clientSocket(`${gateway.url}/ws`, await gateway.token('ada', 90_000));
  const deaf = await clientSocket(`${gateway.url}/ws`, await gateway.token('bob'), { autoPong: false });
  socket.send(subscribe());
  deaf.send({ type: 'ping' });
  await until('both to begin', () => socket.messages.length === 1 && deaf.messages.length === 1);
  for (let beat = 0; beat < 2; beat++) {
    const pinged = Promise.all([once(socket.ws, 'ping'), once(deaf.ws, 'ping')]);
    clock.advance(15_000);
    await pinged;
  }
  // The pong was sent before this ping, so it has arrived once this ping is answered.
  socket.send({ type: 'ping' });
  await until('the pong to arrive', () => socket.messages.at(-1)?.type === 'pong');
  const again = once(socket.ws, 'ping');
  clock.advance(15_000);
  await again;
  await until('the deaf one to be cut', () => deaf.ws.readyState === deaf.ws.CLOSED);
  t.equal(socket.ws.readyState, socket.ws.OPEN);
  clock.advance(50_000);
  t.same(await socket.closed(), { code: 4401, reason: 'TOKEN_EXPIRED' });
  t.equal(socket.end('h')?.reason, 'TOKEN_EXPIRED');
});

t.test('a socket ends with its session: here at once, elsewhere within a heartbeat', async (t) => {
  const clock = testClock(Date.now());
  const gateway = await served(t, quiet, { clock });
  const at = `${gateway.url}/ws`;
  const token = await gateway.token('ada');
  const silent = await clientSocket(at, token);
  const reading = await clientSocket(at, token);
  const other = await clientSocket(at, await gateway.token('ada', 900_000, 'another'));
  reading.send(subscribe());
  await until('it to begin', () => reading.messages.length === 1);
  gateway.sessions.revoked('s-ada');
  for (const socket of [silent, reading]) {
    t.same(await socket.closed(), { code: 4401, reason: 'SESSION_REVOKED' });
  }
  t.equal(reading.end('h')?.reason, 'SESSION_REVOKED');
  t.same(await (await clientSocket(at, token)).closed(), { code: 4401, reason: 'SESSION_REVOKED' });
  t.equal(other.ws.readyState, other.ws.OPEN, 'another session of the same person goes on');
  gateway.ended.add('another');
  clock.advance(15_000);
  t.same(await other.closed(), { code: 4401, reason: 'SESSION_REVOKED' });
});

t.test('a failed session check asks the client to retry', async (t) => {
  const sessions = cachedSessionGate(() => Promise.reject(new Error('down')), {
    ttlMs: 15_000,
    clock: systemClock,
  });
  const gateway = await served(t, quiet, { over: { sessions } });
  const socket = await clientSocket(`${gateway.url}/ws`, await gateway.token('ada'));
  t.equal((await socket.closed()).code, 1013);
});

t.test("only live sockets count against a user's limit", async (t) => {
  const clock = testClock(Date.now());
  const gateway = await served(t, quiet, { clock, env: { SKEIN_SOCKETS_PER_USER: '3' } });
  const at = `${gateway.url}/ws`;
  /** Opens three sockets and waits until the server has answered each. */
  const several = async (token: string, options = {}) => {
    const sockets = await Promise.all([1, 2, 3].map(() => clientSocket(at, token, options)));
    for (const socket of sockets) socket.send({ type: 'ping' });
    await until('an answer to each', () => sockets.every(({ messages }) => messages.length > 0));
    return sockets;
  };
  /** Opens one more while time passes. */
  const more = async (token: string) => {
    const socket = await clientSocket(at, token);
    let isOpen = false;
    socket.send({ type: 'ping' });
    await until('an answer', () => {
      clock.advance(10);
      isOpen = socket.messages.length > 0;
      return isOpen || socket.ws.readyState === socket.ws.CLOSED;
    });
    return isOpen ? 'open' : (await socket.closed()).code;
  };
  const stolen = await gateway.token('ada', 900_000, 'stolen');
  const thieves = await several(stolen);
  const own = await gateway.token('ada', 900_000, 'own');
  t.equal(await more(own), 4429, 'they live');
  gateway.ended.add('stolen');
  t.equal(await more(own), 'open', 'signed out elsewhere: the heartbeat is not waited for');
  for (const socket of thieves) t.equal((await socket.closed()).reason, 'SESSION_REVOKED');

  const bob = await gateway.token('bob');
  const lost = await several(bob, { autoPong: false });
  for (const { ws } of lost) ws.pause();
  t.equal(await more(bob), 'open', 'the peer is gone');
  for (const { ws } of lost) ws.terminate();

  const cleo = await gateway.token('cleo');
  const atOnce = await Promise.all(Array.from({ length: 6 }, () => clientSocket(at, cleo)));
  await until('those over the limit to be closed', () => {
    clock.advance(10);
    return atOnce.filter(({ ws }) => ws.readyState === ws.CLOSED).length === 3;
  });
});

t.test('a slow reader delays only their own stream, holds one message, and is informed', async (t) => {
  let made = 0;
  let over = false;
  const payload = 'x'.repeat(256 * 1024);
  const due: (() => void)[] = [];
  const clock = {
    ...systemClock,
    after(delayMs: number, run: () => void) {
      if (delayMs !== 30_000) return systemClock.after(delayMs, run);
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    },
  };
  const gateway = await served(
    t,
    async function* (from, { signal }) {
      signal.addEventListener('abort', () => (over ||= from === 'much'));
      while (from === 'much') yield { resumeToken: `${++made}${payload}` };
      yield* quiet(from, { signal } as HandlerContext);
    },
    { clock },
  );
  const other = await clientSocket(`${gateway.url}/ws`, await gateway.token('bob'));
  const socket = await clientSocket(`${gateway.url}/ws`, await gateway.token('ada'));
  socket.ws.pause();
  socket.send(subscribe('h', 'much'));
  await untilStill('the stream to stand still', () => made);
  t.ok(made < 100, `${made} messages were made`);
  other.send(subscribe());
  await until('others to be served', () => other.messages.length === 1);
  for (const run of [...due]) run();
  await until('the stream to be given up', () => over);
  socket.ws.resume();
  t.same(await socket.closed(), { code: 4408, reason: 'READER_TOO_SLOW' });
  t.equal(socket.end('h')?.reason, 'READER_TOO_SLOW');
});

t.test('an aborted or missing handshake leaves nothing behind', async (t) => {
  const gateway = await served(t, quiet);
  for (const text of [
    'GET /ws HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    'GET /ws HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-protocol: skein.v1\r\n\r\n',
    'GET /ws HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nconnection: upgrade\r\nsec-websocket-protocol: skein.v1\r\n\r\n',
    'POST /ws HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-protocol: skein.v1\r\n\r\n',
  ]) {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    t.match(answer, /^HTTP\/1\.1 4\d\d /, text);
  }
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  t.match(metrics, /skein_gateway_sockets 0/);
  t.same(offeredProtocol('skein.v1,bearer.a.b.c'), { token: 'a.b.c' });
  for (const other of ['bearer.a, skein.v1', 'skein.v1, bearer.a, more', 'skein.v1, Bearer.a', '']) {
    t.equal(offeredProtocol(other), undefined, other);
  }
});
