import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Code, ConnectError, createClient, type HandlerContext } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import t from 'tap';
import { RetryInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { fail, reasonOf } from '../../platform/errors.ts';
import { grpcServer } from '../../platform/rpc/grpc-server.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { type Hosted, hosted } from '../../platform/rpc/host.ts';
import { takenPort } from '../../platform/testing/ports.ts';
import { until, untilStill } from '../../platform/testing/until.ts';
import { servedGateway } from './testing/served-gateway.ts';

const path = `/${ProbeService.typeName}/Unary`;
const json = { 'content-type': 'application/json' };

/** Answers with the received headers as its text. */
function headersBack(...names: string[]): Hosted {
  const text = ({ requestHeader }: HandlerContext) =>
    names.map((name) => requestHeader.get(name) ?? '-').join(' ');
  return hosted(ProbeService, { unary: (_, context) => ({ text: text(context) }) });
}

const post = (url: string, headers: Record<string, string> = {}, body = '{}') =>
  fetch(`${url}${path}`, { method: 'POST', headers: { ...json, ...headers }, body });
const textOf = async (answer: Response) => ((await answer.json()) as { text?: string }).text;

t.test("the caller's identity is forwarded, a service token is not", async (t) => {
  const names = ['authorization', 'x-request-id', 'traceparent', 'x-skein-service', 'x-forwarded-for'];
  const { url } = await servedGateway(t, { hosted: [headersBack(...names)] });
  const answer = await post(url, {
    authorization: 'Basic as-it-came',
    'x-request-id': 'r-1',
    traceparent: '00-a-b-01',
    'x-skein-service': 'Bearer forged',
    'x-forwarded-for': '192.0.2.66',
  });
  t.equal(answer.headers.get('x-request-id'), 'r-1', 'the answer says under which id it is found in logs');
  t.equal(await textOf(answer), 'Basic as-it-came r-1 00-a-b-01 - 127.0.0.1');
  t.match((await post(url)).headers.get('x-request-id'), /^[0-9a-f-]{36}$/, 'a fresh one where none came');
});

t.test('behind trusted proxies, the client address is the last untrusted one', async (t) => {
  const proxies = ['127.0.0.0/8', '10.0.0.0/8', '2001:db8:1::/48'];
  const { url } = await servedGateway(t, { hosted: [headersBack('x-forwarded-for')], proxies });
  const seen = async (forwardedFor: string) => textOf(await post(url, { 'x-forwarded-for': forwardedFor }));
  t.equal(await seen('192.0.2.1'), '192.0.2.1');
  t.equal(await seen('203.0.113.9, 192.0.2.1, 10.1.2.3'), '192.0.2.1', 'addresses before it may be forged');
  t.equal(await seen('192.0.2.1:4711, [2001:db8:1::5]:80'), '192.0.2.1');
  t.equal(await seen('2001:db8:2::1'), '2001:db8:2::1');
  for (const unreadable of ['192.0.2.1, rubbish', '203.0.113.5, unknown', 'unknown', '', '192.0.2.1,'])
    t.equal(await seen(unreadable), undefined, `nobody's address: "${unreadable}"`);
  t.equal(await seen('10.0.0.1'), '10.0.0.1');
});

t.test('errors, deadlines and cancellation survive a channel', async (t) => {
  let started = 0;
  let aborted = 0;
  const behind = hosted(ProbeService, {
    async unary({ text }, context) {
      if (text === 'left') return { timeoutMs: BigInt(Math.round(context.timeoutMs() ?? 0)) };
      if (text === 'hang') {
        started += 1;
        await once(context.signal, 'abort');
        aborted += 1;
      }
      throw fail(Code.NotFound, 'POST_NOT_FOUND', 'gone', { field: 'post_id', metadata: { id: '1' } });
    },
  });
  const server = await grpcServer([behind]).listen({ bind: '127.0.0.1', port: 0 });
  const channel = grpcTransport({ address: `127.0.0.1:${server.port}` });
  t.teardown(async () => {
    channel.close();
    await server.close({ graceMs: 0 });
  });
  const { url } = await servedGateway(t, { hosted: [behind], over: { transportTo: () => channel } });
  for (const make of [createConnectTransport, createGrpcWebTransport]) {
    const client = createClient(ProbeService, make({ baseUrl: url, httpVersion: '1.1' }));
    const error = await client.unary({}).then(() => undefined, ConnectError.from);
    t.match([error?.code, reasonOf(error), error?.rawMessage], [Code.NotFound, 'POST_NOT_FOUND', 'gone']);
    const { timeoutMs = 0n } = await client.unary({ text: 'left' }, { timeoutMs: 40_000 });
    t.ok(timeoutMs > 10_000n && timeoutMs <= 40_000n, `${timeoutMs} ms are left of the caller's 40 s`);
    const late = await client.unary({ text: 'hang' }, { timeoutMs: 50 }).catch(ConnectError.from);
    t.equal((late as ConnectError).code, Code.DeadlineExceeded);
  }
  const before = { started, aborted };
  const controller = new AbortController();
  const given = fetch(`${url}${path}`, {
    method: 'POST',
    headers: json,
    body: '{"text":"hang"}',
    signal: controller.signal,
  });
  given.catch(() => {});
  await until('the handler to run', () => started > before.started);
  controller.abort();
  await t.rejects(given);
  await until('the handler to be notified', () => aborted === started);
});

t.test('pages of allowed origins and of the own host may call, others may not', async (t) => {
  const env = { SKEIN_ALLOWED_ORIGINS: 'https://app.example' };
  const { url, port } = await servedGateway(t, { hosted: [headersBack('origin')], env });
  const preflight = (origin: string) =>
    fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const allowed = await preflight('https://app.example');
  t.equal(allowed.status, 204);
  t.equal(allowed.headers.get('access-control-allow-origin'), 'https://app.example');
  const headersAllowed = allowed.headers.get('access-control-allow-headers')?.toLowerCase().split(', ');
  for (const name of ['authorization', 'connect-protocol-version', 'x-grpc-web', 'x-request-id'])
    t.ok(headersAllowed?.includes(name), name);
  t.match(allowed.headers.get('access-control-allow-methods'), /POST/);
  const answer = await post(url, { origin: 'https://app.example' });
  t.match(answer.headers.get('access-control-expose-headers')?.toLowerCase(), /grpc-status-details-bin/);
  t.match(answer.headers.get('vary'), /origin/i);
  t.equal((await preflight(`http://127.0.0.1:${port}`)).status, 204, 'the own page');
  for (const origin of ['https://evil.example', 'http://app.example', 'null']) {
    const onRefused = await preflight(origin);
    t.same([onRefused.status, onRefused.headers.get('access-control-allow-origin')], [403, null], origin);
  }
  const { headers } = await post(url, { origin: 'https://evil.example' });
  t.equal(headers.get('access-control-allow-origin'), null, 'its page does not see the answer');
  await t.rejects(
    servedGateway(t, { hosted: [], env: { SKEIN_ALLOWED_ORIGINS: 'app.example' } }),
    /no origin/,
  );
});

t.test('calls of an address and of a user are limited, and refusals say when to retry', async (t) => {
  const env = { SKEIN_CALLS_PER_ADDRESS: '5', SKEIN_CALLS_PER_USER: '2', SKEIN_CALL_WINDOW: '1h' };
  const { url, token } = await servedGateway(t, {
    hosted: [hosted(ProbeService, { unary: () => ({}) })],
    env,
    proxies: ['127.0.0.1'],
  });
  const [ada, bob] = [await token('ada'), await token('bob')];
  const call = async (from: string, bearer?: string) => {
    const authorization: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
    return post(url, { 'x-forwarded-for': from, ...authorization });
  };
  t.equal((await call('192.0.2.1', ada)).status, 200);
  t.equal((await call('192.0.2.2', ada)).status, 200);
  const onRefused = await call('192.0.2.3', ada);
  t.equal(onRefused.status, 429, 'the person, from wherever');
  const { code, details } = (await onRefused.json()) as { code: string; details: { type: string }[] };
  t.equal(code, 'resource_exhausted');
  t.ok(details.some(({ type }) => type === RetryInfoSchema.typeName));
  t.ok(Number(onRefused.headers.get('retry-after')) > 3_000);
  t.equal((await call('192.0.2.3', bob)).status, 200, 'somebody else');
  for (let n = 0; n < 3; n++)
    t.equal((await call('192.0.2.3', `${bob}forged`)).status, 200, 'his own business');
  t.equal((await call('192.0.2.3')).status, 429, 'the address, for any caller');
  const web = createClient(
    ProbeService,
    createGrpcWebTransport({
      baseUrl: url,
      httpVersion: '1.1',
      interceptors: [
        (next) => (request) => {
          request.header.set('x-forwarded-for', '192.0.2.3');
          return next(request);
        },
      ],
    }),
  );
  const error = await web.unary({}).then(() => undefined, ConnectError.from);
  t.match([reasonOf(error), error?.findDetails(RetryInfoSchema).length], ['RATE_LIMITED', 1]);
  t.match(
    await (await fetch(`${url}/metrics`)).text(),
    /skein_rpc_limited_total\{limit="user"\} 1\n.*limit="address"\} 2/,
  );
});

t.test('a process that refuses writes is ready, and reports it', async (t) => {
  let refusing = ['events', 'post'];
  const { url } = await servedGateway(t, { hosted: [], over: { refusing: () => refusing } });
  const get = async () => {
    const answer = await fetch(`${url}/readyz`);
    return [answer.status, await answer.text()];
  };
  t.same(await get(), [200, 'ready\nno writes: the storage fails (events, post)\n']);
  refusing = [];
  t.same(await get(), [200, 'ready\n']);
});

t.test('the endpoints for operators answer', async (t) => {
  const gateway = await servedGateway(t, { hosted: [] });
  const get = async (at: string, method = 'GET') => {
    const answer = await fetch(`${gateway.url}${at}`, { method });
    return [answer.status, await answer.text()] as const;
  };
  t.same(await get('/healthz'), [200, 'ok\n']);
  t.same(await get('/readyz?x=1'), [200, 'ready\n']);
  t.equal((await get('/metrics'))[0], 200);
  t.equal((await get('/healthz', 'POST'))[0], 405);
  t.same(await get('/healthz', 'HEAD'), [200, '']);
  t.equal((await get('/nothing'))[0], 404);
  t.equal((await get('/ws'))[0], 404, 'a WebSocket is no page');
  const [status, keys] = await get('/.well-known/jwks.json');
  const { kty, alg, d } = (JSON.parse(keys) as { keys: Record<string, string>[] }).keys[0]!;
  t.same([status, kty, alg, d], [200, 'EC', 'ES256', undefined], 'public halves only');
  gateway.drain();
  t.same(await get('/readyz'), [503, 'not ready\n']);
  const { headers } = await fetch(`${gateway.url}/healthz`);
  t.match(headers.get('content-security-policy'), /default-src 'none'/);
  t.equal(headers.get('x-content-type-options'), 'nosniff');
});

t.test('metrics are for this machine and for trusted proxies, not for their clients', async (t) => {
  const seenBy = async (proxies: string[], forwardedFor?: string) => {
    const { url } = await servedGateway(t, { hosted: [], proxies });
    const headers: Record<string, string> = forwardedFor ? { 'x-forwarded-for': forwardedFor } : {};
    return (await fetch(`${url}/metrics`, { headers })).status;
  };
  t.equal(await seenBy([]), 200, 'this machine');
  t.equal(await seenBy([], '192.0.2.1'), 403, 'a proxy on this machine that is not configured');
  t.equal(await seenBy(['127.0.0.1'], '192.0.2.1'), 403, 'a client of a proxy');
  t.equal(await seenBy(['127.0.0.1', '10.0.0.0/8'], '10.1.2.3'), 200, 'a trusted network');
});

t.test('a page is served whole, compressed and from memory', async (t) => {
  const text = 'a'.repeat(5_000);
  const pageDirectory = t.testdir({ 'index.html': '<title>Skein</title>', assets: { 'a-1.js': text } });
  const { url } = await servedGateway(t, { hosted: [], over: { pageDirectory } });
  for (const address of [
    '/%40ada',
    '/@ada/',
    '/users/123/followers',
    '/posts/123/',
    '/posts/123/likes',
    '/search?q=%23a',
  ])
    t.equal((await fetch(url + address)).status, 200, address);
  for (const address of ['/@ada/x', '/posts', '/%E0%A4', '/posts/1%2F2'])
    t.equal((await fetch(url + address)).status, 404, address);
  const page = await fetch(`${url}/@ada`);
  t.match(await page.text(), /Skein/, 'an address within the page');
  t.match(page.headers.get('content-security-policy'), /script-src 'self'/);
  t.equal(page.headers.get('cache-control'), 'no-cache');
  const script = await fetch(`${url}/assets/a-1.js`);
  t.match(script.headers.get('cache-control'), /immutable/);
  t.equal(script.headers.get('content-encoding'), 'gzip');
  t.equal(await script.text(), text);
  t.equal((await fetch(`${url}/assets/../../package.json`)).status, 404);
  t.equal((await fetch(url, { method: 'POST' })).status, 405);
});

t.test('large responses are compressed for clients that accept it', async (t) => {
  const long = 'b'.repeat(20_000);
  const { port } = await servedGateway(t, {
    hosted: [hosted(ProbeService, { unary: () => ({ text: long }) })],
  });
  const asked = request({
    port,
    path,
    method: 'POST',
    headers: { ...json, 'accept-encoding': 'br, gzip' },
  }).end('{}');
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  t.equal(answer.headers['content-encoding'], 'gzip');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  t.ok(body.length < 500, `${body.length} bytes`);
  t.equal((JSON.parse(gunzipSync(body).toString()) as { text: string }).text, long);
});

t.test('the size of each incomplete body is limited', async (t) => {
  const { url } = await servedGateway(t, { hosted: [hosted(ProbeService, { unary: () => ({}) })] });
  const large = await post(url, {}, JSON.stringify({ text: 'x'.repeat(5 << 20) }));
  t.equal(large.status, 429);
  t.match(await large.text(), /resource_exhausted/);
});

t.test('an incomplete body excludes nobody, and its client learns why it is refused', async (t) => {
  const { url, port } = await servedGateway(t, {
    hosted: [hosted(ProbeService, { unary: () => ({}) })],
    over: { bodies: { maxMs: 60_000, maxBytes: 100_000 } },
  });
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n`;
  const answers: string[] = [];
  for (let each = 0; each < 4; each++) {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    t.teardown(() => socket.destroy());
    socket.on('error', () => {});
    socket.on('data', (text) => answers.push(String(text)));
    socket.write(head + ' '.repeat(30_000));
  }
  await until('the largest to be let go', () => answers.length === 1);
  t.match(answers[0], /^HTTP\/1\.1 429 .*retry-after: 1\r\n.*OVERLOADED/is);
  for (let each = 0; each < 8; each++) t.equal((await post(url)).status, 200);
});

t.test('a stop makes it unready, then ends streams as draining, then closes it', async (t) => {
  const impl = hosted(ProbeService, {
    async *serverStream(_, { signal }) {
      yield { sequence: 1 };
      await once(signal, 'abort');
    },
    async unary(_, { signal }) {
      await Promise.race([release.promise, once(signal, 'abort')]);
      return { text: 'finished' };
    },
  });
  const release = Promise.withResolvers<void>();
  const gateway = await servedGateway(t, { hosted: [impl] });
  const { url } = gateway;
  const client = createClient(ProbeService, createConnectTransport({ baseUrl: url, httpVersion: '1.1' }));
  const stream = client.serverStream({ count: 1 })[Symbol.asyncIterator]();
  t.match(await stream.next(), { value: { sequence: 1 } });
  const running = client.unary({});
  running.catch(() => {});
  gateway.drain();
  t.equal((await fetch(`${url}/readyz`)).status, 503);
  const closed = gateway.close();
  const error = await stream.next().then(() => undefined, ConnectError.from);
  t.match([error?.code, reasonOf(error)], [Code.Unavailable, 'DRAINING']);
  release.resolve();
  t.equal((await running).text, 'finished', 'a call that runs is finished');
  await closed;
  await t.rejects(fetch(`${url}/healthz`));
});

t.test('a slow reader is informed, and disconnected if even that is unread', async (t) => {
  let ended: unknown;
  let sent = 0;
  const impl = hosted(ProbeService, {
    async *serverStream(_, context) {
      context.signal.addEventListener('abort', () => (ended = context.signal.reason));
      for (;;) {
        sent += 1;
        yield { sequence: sent, payload: new Uint8Array(256 * 1024) };
      }
    },
  });
  const due: (() => void)[] = [];
  const clock = {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(_: number, run: () => void) {
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    },
  };
  const { port } = await servedGateway(t, { hosted: [impl], clock });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const body = Buffer.from([0, 0, 0, 0, 2, 0x7b, 0x7d]);
  socket.write(
    `POST /${ProbeService.typeName}/ServerStream HTTP/1.1\r\nhost: x\r\ncontent-type: application/connect+json\r\n` +
      `connect-protocol-version: 1\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  socket.write(body);
  await untilStill('the stream to stand still', () => sent);
  t.ok(sent < 100, `${sent} messages were made`);
  for (const run of [...due]) run();
  await until('the stream to end behind the gateway', () => ended !== undefined);
  socket.resume();
  await once(socket, 'close');
  t.pass('the connection is gone');
});

t.test('an unusable listen address is reported in one sentence', async (t) => {
  const port = await takenPort(t);
  await t.rejects(servedGateway(t, { hosted: [], over: { port } }), /SKEIN_HTTP_PORT.*another process/);
});

/** The response to the exact bytes of a request. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.setEncoding('latin1').on('data', (part) => (said += part));
  socket.write(text);
  await until('an answer', () => said.includes('\r\n\r\n'));
  socket.destroy();
  return said;
}

t.test("metrics and limit exemptions need this machine's own host name", async (t) => {
  const env = { SKEIN_CALLS_PER_ADDRESS: '5', SKEIN_CALL_WINDOW: '1h' };
  const { port } = await servedGateway(t, { hosted: [], env });
  const status = async (path: string, host: string) =>
    Number((await raw(port, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`)).split(' ')[1]);
  for (const own of ['localhost', 'LocalHost:80', `127.0.0.1:${port}`, '127.8.0.1', '[::1]:80'])
    t.equal(await status('/metrics', own), 200, own);
  for (const other of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.0.2.1',
    'localhost@evil',
  ])
    t.equal(await status('/metrics', other), 403, other);
  t.equal(await status('/healthz', 'evil.example'), 429, 'five were all');
  for (let n = 0; n < 10; n++) t.equal(await status('/healthz', 'localhost'), 200, 'this machine');
});

t.test(
  'Prometheus and operators read metrics through the sidecar of this process, by the address of its pod or its name in the cluster',
  async (t) => {
    const { port } = await servedGateway(t, { hosted: [], proxies: ['127.0.0.1'] });
    const status = async (headers: string) =>
      Number((await raw(port, `GET /metrics HTTP/1.1\r\n${headers}\r\n\r\n`)).split(' ')[1]);
    const names = ['front.skein.svc.cluster.local:8080', 'front.skein.svc:8080'];
    for (const pod of ['10.1.2.3:8080', '[2001:db8::1]:8080', ...names])
      t.equal(await status(`host: ${pod}`), 200, pod);
    t.equal(await status('host: 10.1.2.3:8080\r\nx-forwarded-for: 192.0.2.1'), 403, 'a client of the proxy');
    for (const name of ['evil.example', '10.1.2.3.evil.example', 'svc.evil.example', 'evilsvc', ''])
      t.equal(await status(`host: ${name}`), 403, 'a page that rebinds its name');
  },
);

t.test('two Host headers are refused, on WebSockets too', async (t) => {
  const { port } = await servedGateway(t, { hosted: [] });
  const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\n';
  for (const more of ['', upgrade]) {
    const answer = await raw(
      port,
      `GET /ws HTTP/1.1\r\nhost: localhost\r\nHost: evil.example\r\n${more}\r\n`,
    );
    t.match(answer, /^HTTP\/1\.1 400 .*connection: close/is);
  }
});

t.test('refusals name what is accepted', async (t) => {
  const { url } = await servedGateway(t, { hosted: [headersBack('x')] });
  const read = await fetch(`${url}${path}`, { method: 'DELETE' });
  t.same([read.status, read.headers.get('allow')], [405, 'POST, GET']);
  const streamed = await fetch(`${url}/${ProbeService.typeName}/ServerStream`, { method: 'GET' });
  t.same([streamed.status, streamed.headers.get('allow')], [405, 'POST']);
  const typed = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'x',
  });
  t.equal(typed.status, 415);
  t.match(typed.headers.get('accept-post'), 'application/json, application/proto');
  t.match(await typed.text(), 'send application/json');
});
