import { connect } from 'node:tls';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { password } from '../journeys/network.ts';
import { type Answer, type Request, type RunningEdge, runEdge } from './running-edge.ts';

t.setTimeout(180_000);

const json = { 'content-type': 'application/json' };
const getUser = '/skein.user.v1.UserService/GetUser';
const byHandle = '/v1/handles/ada';

interface Attack {
  readonly what: string;
  readonly request: Request;
  readonly status: number;
  readonly reason?: string;
  readonly headers?: Record<string, string>;
}

/** Requests that the edge answers itself. */
const refusedAtTheEdge: readonly Attack[] = [
  ...['/v1/', '/v1/nothing', '/v1/users', '/v1/users/', '/v1/users/x/nothing', '/v1/users/x:nothing'].map(
    (path) => ({
      what: `the unknown path ${path}`,
      request: { path },
      status: 404,
      reason: 'UNIMPLEMENTED',
    }),
  ),
  ...[
    '/skein.user.v1.UserService/Nothing',
    '/skein.user.mesh.v1.UserMeshService/GetSigningKeys',
    '/skein.',
    '/grpc.nothing/X',
  ].map((path) => ({
    what: `the unknown RPC ${path}`,
    request: { method: 'POST', path, headers: json, body: '{}' },
    status: 404,
    reason: 'UNIMPLEMENTED',
  })),
  {
    what: 'a PUT of posts',
    request: { method: 'PUT', path: '/v1/posts' },
    status: 405,
    headers: { allow: 'POST' },
  },
  {
    what: 'a POST of the home page',
    request: { method: 'POST', path: '/v1/timelines/home' },
    status: 405,
    headers: { allow: 'GET' },
  },
  ...['/metrics', '/readyz', '//metrics', '/./metrics', '/x/../metrics'].map((path) => ({
    what: `the operators' ${path}`,
    request: { path },
    status: 404,
  })),
  {
    what: 'a header with an underscore',
    request: { path: byHandle, headers: { x_skein_service: 'a' } },
    status: 400,
  },
  ...[
    '/v1/handles%2fada',
    '/v1/handles%5cada',
    '/v1%2F..%2Fmetrics',
    '/skein.user.v1.UserService%2fGetUser',
  ].map((path) => ({
    what: `the escaped slash of ${path}`,
    request: { path },
    status: 400,
  })),
  ...['/v1/posts/../../metrics', '/v1/../skein.user.v1.UserService/Nothing', '/../..//v1/nothing'].map(
    (path) => ({
      what: `the way out of ${path}`,
      request: { path },
      status: 404,
    }),
  ),
  {
    what: 'an unknown parameter',
    request: { path: `${byHandle}?nothing=1` },
    status: 400,
    reason: 'MESSAGE_MALFORMED',
  },
  {
    what: 'a parameter that is no number',
    request: { path: '/v1/posts/1/replies?page_size=x' },
    status: 400,
    reason: 'MESSAGE_MALFORMED',
  },
  {
    what: 'headers of 32 KiB',
    request: { path: byHandle, headers: { 'x-long': 'x'.repeat(32 * 1024) } },
    status: 431,
  },
  {
    what: 'a URL with 100 ids of 64 letters outside of ASCII',
    request: { path: `/v1/posts:batchGet?${`postIds=${encodeURIComponent('é'.repeat(64))}&`.repeat(100)}` },
    status: 431,
    reason: 'MESSAGE_MALFORMED',
  },
  {
    what: 'more than 100 headers',
    request: {
      path: byHandle,
      headers: Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, 'x'])),
    },
    status: 431,
  },
  {
    what: 'a body of 70,000 bytes by Connect',
    request: {
      method: 'POST',
      path: getUser,
      headers: json,
      body: JSON.stringify({ handle: 'x'.repeat(70_000) }),
    },
    status: 413,
    reason: 'MESSAGE_TOO_LARGE',
  },
  {
    what: 'a gzip bomb as HTTP/JSON: nothing inflates it',
    request: {
      method: 'POST',
      path: '/v1/auth:signIn',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(10_000_000, ' ')),
    },
    status: 400,
    reason: 'MESSAGE_MALFORMED',
  },
];

const get = `GET ${byHandle} HTTP/1.1\r\nconnection: close\r\n`;
const post = 'POST /v1/auth:signIn HTTP/1.1\r\nhost: a\r\nconnection: close\r\n';
const upgrade = `GET ${byHandle} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\n`;

/** Bytes that no library sends, and the status of the answer. */
const malformed: readonly (readonly [what: string, bytes: string, status: number])[] = [
  ['two Host headers', `${get}host: a\r\nhost: b\r\n\r\n`, 400],
  ['no Host header', `${get}\r\n`, 400],
  ...['', ' ', 'a b', 'a@b', 'a/b', 'a#b', 'a?b', 'a\\b', 'a,b', 'a:b', 'a:', '[a', 'é', '%61'].map(
    (host) => [`the host "${host}"`, `${get}host: ${host}\r\n\r\n`, 400] as const,
  ),
  [
    'a length and chunks',
    `POST ${getUser} HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ...['zz', '-1', 'fffffffffffffffff', '', '1\r\n{}'].map(
    (size) =>
      [
        `a chunk of ${size}`,
        `${post}transfer-encoding: chunked\r\n\r\n${size}\r\n{}\r\n0\r\n\r\n`,
        400,
      ] as const,
  ),
  ...['gzip, chunked', 'identity', 'nothing'].map(
    (coding) =>
      [`the transfer coding ${coding}`, `${post}transfer-encoding: ${coding}\r\n\r\n0\r\n\r\n`, 400] as const,
  ),
  ...['x', '-1', '+2', '2\r\ncontent-length: 3', '99999999999999999999'].map(
    (length) => [`a length of ${length}`, `${post}content-length: ${length}\r\n\r\n{}`, 400] as const,
  ),
  ['a name with a blank', `${get}host: a\r\nx : a\r\n\r\n`, 400],
  ['a NUL in a header', `${get}host: a\r\nx: a\0b\r\n\r\n`, 400],
  ['HTTP/1.0', `GET ${byHandle} HTTP/1.0\r\nhost: a\r\n\r\n`, 400],
  ['an unknown HTTP method', `FOO ${byHandle} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, 400],
  ...['websocket', 'nothing'].map(
    (to) => [`an upgrade to ${to}`, `${upgrade}upgrade: ${to}\r\n\r\n`, 400] as const,
  ),
  ...['nothing', 'gzip', 'identity, gzip'].map(
    (encoding) =>
      [
        `the encoding ${encoding} of gRPC`,
        `${get}host: a\r\ngrpc-encoding: ${encoding}\r\n\r\n`,
        400,
      ] as const,
  ),
];

/** The reason in an error of either JSON. */
const reasonIn = ({ text }: Answer) => /"reason":\s*"([A-Z_]+)"/.exec(text)?.[1];

t.test('the edge answers bad requests itself', async (t) => {
  const edge = await runEdge(t);
  await edge.network.as().auth.signUp({ handle: 'ada', password });
  const before = await received(edge);
  for (const { what, request, status, reason, headers } of refusedAtTheEdge) {
    const answer = await edge.call(request);
    t.equal(answer.status, status, what);
    if (reason !== undefined) t.equal(reasonIn(answer), reason, what);
    t.match(answer.headers, headers ?? {}, what);
  }
  for (const [what, text, status] of malformed) {
    const answer = await raw(edge, text);
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), what);
    t.match(answer, '"reason":"MESSAGE_MALFORMED"', `${what}: a reason`);
  }
  t.equal(await received(edge), before, 'no service and no gateway received a request');

  for (const host of ['localhost', 'a.example:8443', '127.0.0.1', '[::1]:80', 'my_host'])
    t.match(await raw(edge, `${get}host: ${host}\r\n\r\n`), /^HTTP\/1\.1 200 /, `the host ${host}`);
  const identity = await raw(edge, `${get}host: a\r\ngrpc-encoding: identity\r\n\r\n`);
  t.match(identity, /^HTTP\/1\.1 200 /, 'the encoding identity of gRPC');
});

t.test('bombs that only a service can see are refused by it', async (t) => {
  const edge = await runEdge(t);
  const bomb = gzipSync(Buffer.from(JSON.stringify({ handle: ' '.repeat(10_000_000) })));
  const byConnect = await edge.call({
    method: 'POST',
    path: getUser,
    headers: { ...json, 'content-encoding': 'gzip' },
    body: bomb,
  });
  t.equal(reasonIn(byConnect), 'MESSAGE_TOO_LARGE', 'gzip by Connect');
  const ids = Array.from({ length: 5_000 }, () => 'user_ids=').join('&');
  const many = await edge.call({ path: `/v1/users:batchGet?${ids}`.slice(0, 12_000) });
  t.equal(many.status, 400, 'thousands of ids');
  const deep = await edge.call({
    method: 'POST',
    path: '/v1/auth:signIn',
    headers: json,
    body: '{"a":'.repeat(10_000),
  });
  t.equal(deep.status, 400, 'nested JSON');
});

t.test('a flood of one address is refused with the time to wait', async (t) => {
  const edge = await runEdge(t, { values: { callsPerAddress: { burst: 20, perSecond: 1 } } });
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => edge.call({ path: '/v1/handles/nobody' })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  t.ok(refused.length >= 30, `${refused.length} are refused`);
  for (const answer of refused) {
    t.equal(reasonIn(answer), 'RATE_LIMITED');
    t.equal(answer.headers['retry-after'], '1');
  }
  t.ok(
    answers.some(({ status }) => status === 404),
    'the first were answered by the service',
  );
});

t.test('a token of a service does not pass the edge', async (t) => {
  const edge = await runEdge(t);
  // A service refuses a wrong one, so an answer shows that it did not arrive.
  const { status } = await edge.call({
    path: '/v1/handles/nobody',
    headers: { 'x-skein-service': 'Bearer a.b.c' },
  });
  t.equal(status, 404);
});

/** Requests that passed the edge, without its own for keys and health. */
async function received(edge: RunningEdge): Promise<number> {
  const counts = ['front_grpc', 'front_http'].map((cluster) =>
    edge.figure(`cluster\\.${cluster}\\.external\\.upstream_rq_completed`),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Sends bytes, and gives the first answer, or what came of it before the edge closed the connection. */
function raw({ port, certificate }: RunningEdge, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: 'localhost', port, ca: certificate, servername: 'localhost' }, () =>
      socket.write(text),
    );
    socket
      .setEncoding('latin1')
      .on('data', (more: string) => {
        answer += more;
        // Envoy closes the connection of a bad request a second after the answer.
        if (isComplete(answer)) socket.destroy();
      })
      .on('end', () => socket.end())
      .on('close', () => resolve(answer))
      .on('error', reject);
  });
}

function isComplete(answer: string): boolean {
  const [, length, body = ''] = /\r\ncontent-length: (\d+)\r\n(?:.*?\r\n)?\r\n(.*)/is.exec(answer) ?? [];
  return length !== undefined && body.length >= Number(length);
}
