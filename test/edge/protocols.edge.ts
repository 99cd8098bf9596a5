import { once } from 'node:events';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from '@connectrpc/connect-node';
import t, { type Test } from 'tap';
import { WebSocket } from 'ws';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import {
  GetUserRequestSchema,
  GetUserResponseSchema,
  UserService,
} from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { enveloped, envelopeHeadBytes } from '../../platform/rpc/envelope.ts';
import { until } from '../../platform/testing/until.ts';
import { password } from '../journeys/network.ts';
import { type RunningEdge, runEdge } from './running-edge.ts';

t.setTimeout(120_000);

t.test('every protocol reaches the network through the edge', async (t) => {
  const edge = await runEdge(t, { env: { SKEIN_HEARTBEAT: '1s' } });
  const { tokens } = await edge.network.as().auth.signUp({ handle: 'ada', password });
  const token = tokens!.accessToken;
  const authorization = `Bearer ${token}`;
  const write = (text: string) => edge.network.as(token).posts.createPost({ text });

  for (const [name, transport] of Object.entries(transports(edge))) {
    await t.test(`${name}: answers, errors with details, and a stream that resumes`, async (t) => {
      const users = createClient(UserService, transport);
      const getUser = (value: string) => users.getUser({ key: { case: 'handle', value } });
      t.equal((await getUser('ada')).user?.handle, 'ada');
      await refused(t, getUser('nobody'), Code.NotFound, 'USER_NOT_FOUND');
      // The edge's own refusals have the same form.
      await refused(t, users.getAccount({}), Code.Unauthenticated, 'TOKEN_MISSING');
      const forged = { headers: { authorization: 'Bearer a.b.c' } };
      await refused(t, users.getAccount({}, forged), Code.Unauthenticated, 'TOKEN_INVALID');
      const posts = createClient(PostService, transport);
      const large = posts.createPost({ text: 'x'.repeat(70_000) }, { headers: { authorization } });
      await refused(t, large, Code.ResourceExhausted, 'MESSAGE_TOO_LARGE');

      const timelines = createClient(TimelineService, transport);
      const streamed = timelines.streamHomeTimeline({});
      await refused(t, streamed[Symbol.asyncIterator]().next(), Code.Unauthenticated, 'TOKEN_MISSING');
      const read = async (resumeToken: string, text: string) => {
        const stopping = new AbortController();
        const options = { headers: { authorization }, signal: stopping.signal };
        try {
          for await (const { event, resumeToken: next } of timelines.streamHomeTimeline(
            { resumeToken },
            options,
          )) {
            if (resumeToken === '') await write(text);
            resumeToken ||= next;
            const entries = event.case === 'added' ? event.value.entries : [];
            if (entries.some(({ post }) => post?.text === text)) return next;
          }
        } finally {
          stopping.abort();
        }
        throw new Error('the stream ended');
      };
      const after = await read('', `${name} live`);
      await write(`${name} missed`);
      await read(after, `${name} missed`);
    });
  }

  await t.test('gRPC-Web as text', async (t) => {
    const call = (handle: string) =>
      edge.call({
        method: 'POST',
        path: '/skein.user.v1.UserService/GetUser',
        headers: { 'content-type': 'application/grpc-web-text', accept: 'application/grpc-web-text' },
        body: enveloped(
          0,
          toBinary(
            GetUserRequestSchema,
            create(GetUserRequestSchema, {
              key: { case: 'handle', value: handle },
            }),
          ),
        ).toString('base64'),
      });
    const found = await call('ada');
    t.equal(found.headers['content-type'], 'application/grpc-web-text+proto');
    const [message, trailers] = textMessages(found.text);
    t.equal(message!.flag, 0);
    t.equal(fromBinary(GetUserResponseSchema, message!.data).user?.handle, 'ada');
    t.equal(trailers!.flag, 0x80);
    t.match(String(trailers!.data), /^grpc-status: ?0\r$/m);
    const missing = await call('nobody');
    const sent = textMessages(missing.text).at(-1);
    const status = missing.headers['grpc-status'] ?? /^grpc-status: ?(\d+)\r$/m.exec(String(sent?.data))?.[1];
    t.equal(status, String(Code.NotFound));
  });

  await t.test('WebSocket', async (t) => {
    const open = (bearer: string) =>
      new WebSocket(`${edge.url.replace('https', 'wss')}/ws`, ['skein.v1', `bearer.${bearer}`], {
        ca: edge.certificate,
      });
    const socket = open(token);
    const received: string[] = [];
    socket.on('message', (data) => received.push(String(data)));
    await once(socket, 'open');
    t.equal(socket.protocol, 'skein.v1');
    socket.send(JSON.stringify({ type: 'subscribe', id: 'a', stream: 'home' }));
    await until('an event', () => received.length > 0);
    await write('by socket');
    await until('the post', () => received.some((each) => each.includes('by socket')));
    socket.close();
    await once(socket, 'close');
    const forged = open('a.b.c');
    const [code] = await once(forged, 'close');
    t.equal(code, 4401, 'the gateway tells the page what to do');
  });
});

function transports({ url, certificate, ...edge }: RunningEdge): Record<string, Transport> {
  const common = { baseUrl: url, httpVersion: '2' as const, nodeOptions: { ca: certificate } };
  return {
    gRPC: createGrpcTransport(common),
    'gRPC by grpc-js': edge.grpc(),
    'gRPC-Web': createGrpcWebTransport(common),
    'gRPC-Web over HTTP/1.1': createGrpcWebTransport({ ...common, httpVersion: '1.1' }),
    Connect: createConnectTransport(common),
    'Connect with JSON over HTTP/1.1': createConnectTransport({
      ...common,
      httpVersion: '1.1',
      useBinaryFormat: false,
    }),
  };
}

/** The messages of gRPC-Web as text: base64, in which each padded part ends for itself. */
function textMessages(text: string): { flag: number; data: Buffer }[] {
  const parts = text.match(/[^=]+=*/g) ?? [];
  let bytes = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  const messages = [];
  while (bytes.length > 0) {
    const end = envelopeHeadBytes + bytes.readUInt32BE(1);
    messages.push({ flag: bytes[0]!, data: bytes.subarray(envelopeHeadBytes, end) });
    bytes = bytes.subarray(end);
  }
  return messages;
}

async function refused(t: Test, call: Promise<unknown>, code: Code, reason: string): Promise<void> {
  const error = ConnectError.from(
    await call.then(
      () => 'no error',
      (error: unknown) => error,
    ),
  );
  t.strictSame([error.code, reasonOf(error)], [code, reason], error.message);
}
