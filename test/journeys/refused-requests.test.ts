import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { fromBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { ErrorInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { StatusSchema } from '../../gen/ts/google/rpc/status_pb.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';

import { frontOf } from './front.ts';
import { password, runNetwork } from './network.ts';

/** A request that is cheap to send and would cost seconds and gigabytes to decode. */
interface Bomb {
  readonly what: string;
  readonly path: string;
  readonly message: Buffer;
  readonly json?: boolean;
  readonly reason: string;
}

const user = '/skein.user.v1.UserService';
const post = '/skein.post.v1.PostService';
const analytics = '/skein.analytics.v1.AnalyticsService';
const large = 'MESSAGE_TOO_LARGE';
const field = 'FIELD_INVALID';
const malformed = 'MESSAGE_MALFORMED';

const times = (text: string, count: number) => Buffer.from(text.repeat(count), 'latin1');
const list = (name: string, item: string, count: number) =>
  Buffer.from(`{"${name}":[${Array(count).fill(item).join(',')}]}`);

const bombs: readonly Bomb[] = [
  {
    what: '2,000,000 empty ids',
    path: `${user}/BatchGetUsers`,
    message: times('\n\0', 2_000_000),
    reason: large,
  },
  { what: '32,000 empty ids', path: `${user}/BatchGetUsers`, message: times('\n\0', 32_000), reason: field },
  { what: '1,000 empty ids', path: `${user}/BatchGetUsers`, message: times('\n\0', 1_000), reason: field },
  {
    what: '30,000 empty ids of posts',
    path: `${post}/BatchGetPosts`,
    message: times('\n\0', 30_000),
    reason: field,
  },
  { what: '30,000 media', path: `${post}/CreatePost`, message: times('"\0', 30_000), reason: field },
  {
    what: '2,000,000 unknown fields',
    path: `${user}/GetUser`,
    message: times('x\x01', 2_000_000),
    reason: large,
  },
  {
    what: '32,000 unknown fields',
    path: `${user}/GetUser`,
    message: times('x\x01', 32_000),
    reason: malformed,
  },
  { what: 'groups within groups', path: `${user}/GetUser`, message: times('{', 60_000), reason: malformed },
  {
    what: '1,300,000 actions',
    path: `${analytics}/RecordActions`,
    message: times('\n\0', 1_300_000),
    reason: large,
  },
  {
    what: '700,000 actions',
    path: `${analytics}/RecordActions`,
    message: times('\n\0', 700_000),
    reason: field,
  },
  {
    what: '1,300,000 actions',
    path: `${analytics}/RecordActions`,
    message: list('actions', '{}', 1_300_000),
    json: true,
    reason: large,
  },
  {
    what: '400,000 actions',
    path: `${analytics}/RecordActions`,
    message: list('actions', '{}', 400_000),
    json: true,
    reason: field,
  },
  {
    what: '20,000 empty ids',
    path: `${user}/BatchGetUsers`,
    message: list('userIds', '""', 20_000),
    json: true,
    reason: field,
  },
  {
    what: '20,000 of something else',
    path: `${user}/GetUser`,
    message: list('more', '{}', 20_000),
    json: true,
    reason: malformed,
  },
  {
    what: 'arrays within arrays',
    path: `${user}/GetUser`,
    message: Buffer.from(`{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`),
    json: true,
    reason: malformed,
  },
];

/** A response as any client would read it. */
interface Refusal {
  readonly reason: string | undefined;
  readonly bytes: number;
}

function reasonOf(text: string): string | undefined {
  const { details } = JSON.parse(text) as { details: { type: string; value: string }[] };
  const info = details.find(({ type }) => type === ErrorInfoSchema.typeName);
  return info && fromBinary(ErrorInfoSchema, Buffer.from(info.value, 'base64')).reason;
}

async function overConnect(url: string, { path, message, json }: Bomb, gzip: boolean): Promise<Refusal> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': json ? 'application/json' : 'application/proto',
      ...(gzip && { 'content-encoding': 'gzip' }),
    },
    body: new Uint8Array(gzip ? gzipSync(message) : message),
  });
  const text = await answer.text();
  return { reason: reasonOf(text), bytes: text.length };
}

async function overGet(url: string, { path, message, json }: Bomb): Promise<Refusal | undefined> {
  const sent = gzipSync(message, { level: 9 }).toString('base64url');
  if (sent.length > 12_000 || /CreatePost|RecordActions/.test(path)) return undefined;
  const query = `connect=v1&encoding=${json ? 'json' : 'proto'}&base64=1&compression=gzip&message=${sent}`;
  const text = await (await fetch(`${url}${path}?${query}`)).text();
  return { reason: reasonOf(text), bytes: text.length };
}

async function overGrpcWeb(url: string, { path, message, json }: Bomb, gzip: boolean): Promise<Refusal> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': json ? 'application/grpc-web+json' : 'application/grpc-web+proto',
      ...(gzip && { 'grpc-encoding': 'gzip' }),
    },
    body: new Uint8Array(enveloped(gzip ? 1 : 0, gzip ? gzipSync(message) : message)),
  });
  const text = await answer.text();
  return { reason: statusReason(/grpc-status-details-bin: (\S+)/.exec(text)?.[1]), bytes: text.length };
}

async function overGrpc(address: string, { path, message }: Bomb, gzip: boolean): Promise<Refusal> {
  const session = connect(`http://${address}`);
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...(gzip && { 'grpc-encoding': 'gzip' }),
    });
    stream.on('error', () => {});
    const answered = once(stream, 'response');
    stream.end(enveloped(gzip ? 1 : 0, gzip ? gzipSync(message) : message));
    const [headers] = (await answered) as [Record<string, string>];
    stream.resume();
    const bytes = Object.entries(headers).reduce(
      (sum, [name, value]) => sum + name.length + String(value).length + 32,
      0,
    );
    return { reason: statusReason(headers['grpc-status-details-bin']), bytes };
  } finally {
    session.destroy();
  }
}

function statusReason(details: string | undefined): string | undefined {
  if (details === undefined) return undefined;
  const { details: each } = fromBinary(StatusSchema, Buffer.from(details, 'base64'));
  const info = each.find(({ typeUrl }) => typeUrl.endsWith(ErrorInfoSchema.typeName));
  return info && fromBinary(ErrorInfoSchema, info.value).reason;
}

t.test('an expensive request is refused cheaply, on every listener', async (t) => {
  const lines: string[] = [];
  const network = await runNetwork(
    t.testdir(),
    { SKEIN_TRUSTED_PROXIES: '127.0.0.1' },
    { logged: (line) => lines.push(line) },
  );
  t.teardown(() => network.close());
  const front = await frontOf(network);
  t.teardown(() => front.close());
  for (const [where, { httpUrl, grpcAddress }] of Object.entries({ network, front })) {
    for (const bomb of bombs) {
      const refusals: Record<string, Refusal | undefined> = { get: await overGet(httpUrl, bomb) };
      for (const gzip of [false, true]) {
        const how = gzip ? 'gzip' : 'plain';
        refusals[`Connect, ${how}`] = await overConnect(httpUrl, bomb, gzip);
        refusals[`gRPC-Web, ${how}`] = await overGrpcWeb(httpUrl, bomb, gzip);
        if (!bomb.json) refusals[`gRPC, ${how}`] = await overGrpc(grpcAddress, bomb, gzip);
      }
      for (const [how, refusal] of Object.entries(refusals)) {
        if (refusal === undefined) continue;
        const name = `${where}, ${how}: ${bomb.what} to ${bomb.path.split('.').at(-1)}`;
        t.equal(refusal.reason, bomb.reason, name);
        t.ok(refusal.bytes <= 8_192, `${name}: an answer of ${refusal.bytes} bytes`);
      }
    }
  }
  t.ok(
    lines.every((line) => line.length <= 1_024),
    'no line of the log is longer than 1 kB',
  );
  t.ok(await network.as().auth.signUp({ handle: 'ada', password }), 'everybody else is served');
});

t.test('a WebSocket message is counted before it is parsed', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const { tokens } = await network.as().auth.signUp({ handle: 'ada', password });
  const bomb = (request: string) => `{"type":"subscribe","id":"h","stream":"home","request":${request}}`;
  const codes: number[] = [];
  for (const request of [
    `{"x":[${Array(30_000).fill('{}').join(',')}]}`,
    `{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    `{"resumeToken":"${'a'.repeat(140_000)}"}`,
  ]) {
    const socket = await clientSocket(`${network.httpUrl}/ws`, tokens!.accessToken);
    socket.ws.send(bomb(request));
    codes.push((await socket.closed()).code);
  }
  t.same(codes, [4400, 4400, 1009]);
});

t.test('the rest of a refused body is not read forever', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const sent = request(`${network.httpUrl}${user}/BatchGetUsers`, {
    method: 'POST',
    headers: { 'content-type': 'application/proto', 'transfer-encoding': 'chunked' },
  });
  sent.on('error', () => {});
  const answered = once(sent, 'response');
  sent.write(Buffer.alloc(70_000));
  const [{ statusCode }] = (await answered) as [{ statusCode: number }];
  t.equal(statusCode, 429, 'answered before its end');
  sent.destroy();
});
