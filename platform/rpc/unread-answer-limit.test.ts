import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { create, toBinary } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import {
  ProbeService,
  ServerStreamRequestSchema,
  UnaryRequestSchema,
} from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { settle, until } from '../testing/until.ts';
import { probe } from './conformance/probe.ts';
import { enveloped } from './envelope.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';
import { pauseWhileUnread } from './reflection.ts';
import { endHeaders, endStream, frame, frameType, preface, uint32 } from './testing/http2-frames.ts';
import { type AnsweredConnection, UnreadAnswerLimit } from './unread-answer-limit.ts';

t.test('the connection whose answers wait longest is ended, of the peer that leaves most waiting', (t) => {
  const ended: string[] = [];
  const limit = new UnreadAnswerLimit({
    maxBytes: 100,
    onEnded: ({ bytes }) => ended.push(`${bytes} bytes`),
  });
  const hold = (name: string, address: string, bytes: number, waitedMs: number) => {
    const connection: AnsweredConnection = {
      address,
      unread: () => ({ bytes, byteMs: bytes * waitedMs }),
      end: () => ended.push(name),
    };
    limit.hold(connection, bytes);
    return connection;
  };
  hold('a1', '192.0.2.1', 20, 3_000);
  hold('a2', '192.0.2.1', 30, 4_000);
  const read = hold('b1', '192.0.2.2', 40, 1);
  t.same(ended, [], 'there is room');
  hold('b2', '192.0.2.2', 60, 1);
  t.same(ended.splice(0), ['a2', '30 bytes', 'a1', '20 bytes'], 'a large answer is no slow reader');
  t.equal(limit.bytes, 100);
  limit.leave(read);
  hold('c1', '2001:db8::1', 20, 1_000);
  hold('c2', '2001:db8::2', 20, 900);
  hold('d1', '2001:db8:1::2', 20, 1_500);
  t.same(ended.splice(0), ['c1', '20 bytes'], 'a /64 is one peer');
  t.end();
});

const maxBytes = 16_000_000;
const payloadBytes = 1_000_000;

async function served(t: Test) {
  const ended: number[] = [];
  const refused: string[] = [];
  const unreadAnswers = new UnreadAnswerLimit({ maxBytes, onEnded: ({ bytes }) => ended.push(bytes) });
  const { impl, witness } = probe();
  const server = await grpcServer([hosted(ProbeService, impl)], {
    unreadAnswers,
    onRefused: (reason) => refused.push(reason),
  }).listen({ bind: '127.0.0.1', port: 0 });
  const transport = grpcTransport({ address: `127.0.0.1:${server.port}` });
  t.teardown(async () => {
    transport.close();
    await server.close({ graceMs: 100 });
  });
  return {
    ended,
    refused,
    unreadAnswers,
    witness,
    port: server.port,
    client: createClient(ProbeService, transport),
  };
}

/** Sends a hundred calls and reads nothing. @param windowBytes of each stream and of the connection */
async function unreadCalls(
  t: Test,
  port: number,
  { path, body, windowBytes }: { path: string; body: Buffer; windowBytes: number },
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => {});
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  const setWindow = Buffer.concat([Buffer.from([0, 4]), uint32(windowBytes)]);
  socket.write(Buffer.concat([preface, frame(frameType.settings, 0, 0, setWindow)]));
  if (windowBytes > 65_535) socket.write(frame(frameType.windowUpdate, 0, 0, uint32(windowBytes - 65_535)));
  const headers = hpack({
    ':method': 'POST',
    ':scheme': 'http',
    ':path': path,
    ':authority': 'test',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  for (let call = 0; call < 100; call++) {
    const stream = 2 * call + 1;
    socket.write(frame(frameType.headers, endHeaders, stream, headers));
    for (let at = 0; at < body.length; at += 16_000) {
      const end = at + 16_000 >= body.length ? endStream : 0;
      socket.write(frame(frameType.data, end, stream, body.subarray(at, at + 16_000)));
    }
  }
  return socket;
}

/** Literal fields without an index or Huffman code (RFC 7541, 6.2.2). */
function hpack(headers: Record<string, string>): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  return Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]),
  );
}

const unary = {
  path: `/${ProbeService.typeName}/Unary`,
  body: Buffer.from(
    enveloped(0, toBinary(UnaryRequestSchema, create(UnaryRequestSchema, { behavior: { payloadBytes } }))),
  ),
};
const stream = {
  path: `/${ProbeService.typeName}/ServerStream`,
  body: Buffer.from(
    enveloped(
      0,
      toBinary(
        ServerStreamRequestSchema,
        create(ServerStreamRequestSchema, { behavior: { payloadBytes }, count: 1_000 }),
      ),
    ),
  ),
};
const widest = 2 ** 31 - 1;

for (const { what, windowBytes, attack } of [
  { what: 'unary answers behind closed windows', windowBytes: 0, attack: unary },
  { what: 'unary answers behind open windows', windowBytes: widest, attack: unary },
  { what: 'streams behind closed windows', windowBytes: 0, attack: stream },
  { what: 'streams behind open windows', windowBytes: widest, attack: stream },
]) {
  t.test(`a gRPC connection that leaves ${what} is ended, others are served`, async (t) => {
    const { ended, refused, unreadAnswers, port, client } = await served(t);
    const socket = await unreadCalls(t, port, { ...attack, windowBytes });
    await until('the connection to be ended', async () => {
      const { payload } = await client.unary({ behavior: { payloadBytes } });
      if (payload.length !== payloadBytes) throw new Error('an honest answer is cut');
      return ended.length > 0;
    });
    t.equal(ended.length, 1);
    t.ok(ended[0]! <= maxBytes + payloadBytes, `${ended[0]} bytes waited`);
    t.same(
      refused.filter((reason) => reason === 'READER_TOO_SLOW'),
      ['READER_TOO_SLOW'],
    );
    socket.resume();
    await until('the client to see it', () => socket.closed);
    await until('everything to be read', () => unreadAnswers.bytes === 0);
    await client.unary({ behavior: { payloadBytes } });
  });
}

t.test('reflection reads no further requests while its answers are unread', async (t) => {
  let answered = 0;
  const call = new Duplex({ objectMode: true, read() {}, write() {} });
  const handler = pauseWhileUnread((each: Duplex) => {
    each.on('data', (request) => {
      answered += 1;
      each.write(request);
    });
  });
  handler(call);
  for (let request = 0; request < 1_000; request++) call.push({ request });
  await settle();
  t.ok(answered > 0 && answered <= call.writableHighWaterMark, `${answered} answers wait`);
});

t.test('reflection goes on when its answers are read', async (t) => {
  const call = new PassThrough({ objectMode: true });
  const requests = new PassThrough({ objectMode: true });
  const both = Duplex.from({ readable: requests, writable: call });
  pauseWhileUnread((each: Duplex) => each.on('data', (request) => each.write(request)))(both);
  for (let request = 0; request < 100; request++) requests.write({ request });
  let answered = 0;
  call.on('data', () => (answered += 1));
  await until('every answer', () => answered === 100);
  t.pass();
});
