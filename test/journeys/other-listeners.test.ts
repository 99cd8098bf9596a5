import { type ClientHttp2Session, connect } from 'node:http2';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { until } from '../../platform/testing/until.ts';
import { limitedListenerKinds, limitedListeners } from './limited-listeners.ts';
import { password } from './network.ts';

const limits = {
  SKEIN_CALL_WINDOW: '1h',
  SKEIN_CALLS_PER_ADDRESS: '5',
  SKEIN_STREAMS_PER_USER: '3',
  SKEIN_CALLS_PER_USER: '30',
};
const tries = 40;
const reflection = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
const getUser = '/skein.user.v1.UserService/GetUser';
const empty = Buffer.alloc(5);
const broken = Buffer.from([0, 0, 0, 0, 1, 0xff]);

/** gRPC calls of every purpose: the path, and the bytes of the request. */
const grpcCalls: readonly (readonly [what: string, path: string, body: Buffer])[] = [
  ['health', '/grpc.health.v1.Health/Check', empty],
  ['reflection', reflection, empty],
  ['an unknown method', '/skein.user.v1.UserService/Nope', empty],
  ['an unknown service', '/no.such.Service/Call', empty],
  ['an RPC without a handler', '/skein.analytics.v1.AnalyticsService/RecordActions', empty],
  ['a broken message', getUser, broken],
];

/** HTTP requests: their line, headers and body. */
const httpCalls: readonly (readonly [
  what: string,
  method: string,
  path: string,
  type?: string,
  body?: string,
])[] = [
  ['an RPC', 'POST', getUser, 'application/json', '{"handle":"nobody"}'],
  ['broken JSON', 'POST', getUser, 'application/json', '{'],
  ['no type that is taken', 'POST', getUser, 'text/plain', 'x'],
  ['a verb that is not taken', 'PUT', getUser, 'application/json', '{}'],
  ['an RPC by GET', 'GET', `${getUser}?connect=v1&encoding=json&message=%7B%22handle%22%3A%22a%22%7D`],
  [
    'an RPC without a handler',
    'POST',
    '/skein.analytics.v1.AnalyticsService/RecordActions',
    'application/json',
    '{}',
  ],
  ['an unknown method', 'POST', '/skein.user.v1.UserService/Nope', 'application/json', '{}'],
  ['the page', 'GET', '/'],
  ['no page', 'GET', '/nothing'],
  ['health', 'GET', '/healthz'],
  ['readiness', 'GET', '/readyz'],
  ['keys', 'GET', '/.well-known/jwks.json'],
  ['figures', 'GET', '/metrics'],
  ['what may be done', 'OPTIONS', getUser],
];

function call(session: ClientHttp2Session, path: string, headers: Record<string, string>) {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  const state = { stream, status: undefined as string | undefined, closed: false };
  const take = (got: Record<string, unknown>) => {
    if (got['grpc-status'] !== undefined) state.status = String(got['grpc-status']);
  };
  stream.on('error', () => {});
  stream.on('response', take);
  stream.on('trailers', take);
  stream.on('close', () => (state.closed = true));
  stream.resume();
  return state;
}

for (const kind of limitedListenerKinds) {
  t.test(`${kind}: whatever is called counts against the same limits`, async (t) => {
    const { network, grpcAddress, httpUrl } = await limitedListeners(t, kind, limits);
    const session = connect(`http://${grpcAddress}`);
    t.teardown(() => session.destroy());
    let address = 0;
    const from = () => ({ 'x-forwarded-for': `192.0.2.${++address}` });

    for (const [what, path, body] of grpcCalls) {
      const headers = from();
      const calls: ReturnType<typeof call>[] = [];
      // In sequence, because streams count as such, too.
      for (let each = 0; each < tries; each++) {
        const one = call(session, path, headers);
        calls.push(one);
        one.stream.end(body);
        await until(`a call of ${what} to end`, () => one.closed);
      }
      const refused = calls.filter(({ status }) => status === '8').length;
      t.equal(refused, tries - 5, `gRPC: ${what}`);
    }

    const { tokens } = await network.as().auth.signUp({ handle: 'ada', password });
    const authorization = `Bearer ${tokens!.accessToken}`;
    for (const [what, path] of [
      ['reflection', reflection],
      ['health', '/grpc.health.v1.Health/Watch'],
    ] as const) {
      const streams = Array.from({ length: 20 }, () => call(session, path, { ...from(), authorization }));
      // Reflection's requests are a continuing stream; health has one.
      for (const { stream } of streams) {
        if (path === reflection) stream.write(empty);
        else stream.end(empty);
      }
      await until(
        `most streams of ${what} to be refused`,
        () => streams.filter(({ closed }) => closed).length === 17,
      );
      t.ok(
        streams.filter(({ closed }) => closed).every(({ status }) => status === '8'),
        what,
      );
      for (const { stream } of streams) stream.close();
      await until('the others to end', () => streams.every(({ closed }) => closed));
    }

    for (const [what, method, path, type, body] of httpCalls) {
      const headers = { ...from(), ...(type === undefined ? {} : { 'content-type': type }) };
      const statuses: number[] = [];
      for (let each = 0; each < tries; each++) {
        const answer = await fetch(`${httpUrl}${path}`, {
          method,
          headers,
          ...(body === undefined ? {} : { body }),
        });
        statuses.push(answer.status);
        if (answer.status === 429 && each === tries - 1)
          t.ok(Number(answer.headers.get('retry-after')) > 1_000, `${what}: when to come again`);
        await answer.arrayBuffer();
      }
      t.equal(statuses.filter((status) => status === 429).length, tries - 5, `HTTP: ${what}: ${statuses[0]}`);
    }

    const { tokens: ofBob } = await network.as().auth.signUp({ handle: 'bob', password });
    const bearing = {
      ...from(),
      authorization: `Bearer ${ofBob!.accessToken}`,
      'content-type': 'application/json',
    };
    const unserved = [
      '/skein.user.v1.UserService/Nope',
      '/skein.analytics.v1.AnalyticsService/RecordActions',
    ];
    const codes: number[] = [];
    for (let each = 0; each < tries; each++) {
      const headers = { ...bearing, ...from() };
      const url = `${httpUrl}${unserved[each % unserved.length]}`;
      const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
      codes.push(answer.status);
      await answer.arrayBuffer();
    }
    t.equal(codes.filter((code) => code === 429).length, tries - 30, 'a person, from wherever');

    const headers = from();
    let refused = 0;
    for (let each = 0; each < 10; each++) {
      const url = `${httpUrl}/${each % 2 === 0 ? 'ws' : 'elsewhere'}`;
      const opened = await clientSocket(url, undefined, { headers }).catch((error: Error) => error.message);
      if (typeof opened !== 'string') opened.ws.terminate();
      else if (/429/.test(opened)) refused += 1;
    }
    t.equal(refused, 5, 'WebSockets, and what would be some');
  });
}
