import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { Code, type ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { Metadata } from '@grpc/grpc-js';
import t, { type Test } from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { systemClock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { drain, each, errorOf } from './conformance/outcomes.ts';
import { enveloped } from './envelope.ts';
import { forwarded } from './forwarded.ts';
import { ChannelLifetime } from './grpc-channel-lifetime.ts';
import { UnaryClientCall } from './grpc-client-call.ts';
import { grpcTransport } from './grpc-transport.ts';
import { inProcessTransport } from './in-process.ts';

/** A response of a server that ignores the protocol. */
type Answering = (stream: ServerHttp2Stream) => void;

const head = { ':status': 200, 'content-type': 'application/grpc+proto' };
const ok = { 'grpc-status': '0' };

/** Long enough for a busy machine; a call that takes as long hangs. */
const timeoutMs = 20_000;

function framed(body: Buffer, flag = 0, length = body.length): Buffer {
  const bytes = enveloped(flag, body);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

function answer(
  parts: readonly Buffer[],
  { headers = {}, trailers = ok }: { headers?: OutgoingHttpHeaders; trailers?: OutgoingHttpHeaders } = {},
): Answering {
  return (stream) => {
    stream.respond({ ...head, ...headers }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    for (const part of parts) stream.write(part);
    stream.end();
  };
}

function trailersOnly(headers: OutgoingHttpHeaders): Answering {
  return (stream) => stream.respond({ ...head, ...headers }, { endStream: true });
}

async function hostile(t: Test): Promise<{ answerWith(next: Answering): void; transport: Transport }> {
  let answering: Answering = () => {};
  const server = createServer();
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    answering(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = grpcTransport({ address, dependency: true });
  t.teardown(() => {
    transport.close();
    server.close();
  });
  return {
    answerWith(next) {
      answering = next;
    },
    transport,
  };
}

/** The errors of a unary call, a response stream and a request stream. */
async function errorsOf(transport: Transport): Promise<(ConnectError | undefined)[]> {
  const client = createClient(ProbeService, transport);
  return Promise.all([
    errorOf(client.unary({}, { timeoutMs })),
    drain(client.serverStream({}, { timeoutMs })).then(({ error }) => error),
    errorOf(client.clientStream(each({}), { timeoutMs })),
  ]);
}

const message = framed(Buffer.alloc(0));
const broken: Readonly<Record<string, { answering: Answering; code: Code; unaryOnly?: true }>> = {
  'compressed without an encoding': { answering: answer([framed(Buffer.from('x'), 1)]), code: Code.Internal },
  'compressed in identity': {
    answering: answer([framed(Buffer.from('x'), 1)], { headers: { 'grpc-encoding': 'identity' } }),
    code: Code.Internal,
  },
  'compressed in an unknown way': {
    answering: answer([framed(Buffer.from('x'), 1)], { headers: { 'grpc-encoding': 'zstd' } }),
    code: Code.Internal,
  },
  'compressed badly': {
    answering: answer([framed(Buffer.from('no gzip'), 1)], { headers: { 'grpc-encoding': 'gzip' } }),
    code: Code.Internal,
  },
  'cut off inside the compression': {
    answering: answer([framed(gzipSync(Buffer.alloc(10_000)).subarray(0, 20), 1)], {
      headers: { 'grpc-encoding': 'gzip' },
    }),
    code: Code.Internal,
  },
  'a bomb': {
    answering: answer([framed(deflateSync(Buffer.alloc(16 << 20)), 1)], {
      headers: { 'grpc-encoding': 'deflate' },
    }),
    code: Code.ResourceExhausted,
  },
  'no message of the type': { answering: answer([framed(Buffer.from([0xff]))]), code: Code.Internal },
  'longer than it may be': {
    answering: answer([framed(Buffer.alloc(0), 0, 0xffffffff)]),
    code: Code.ResourceExhausted,
  },
  'a status that is no number': {
    answering: answer([message], { trailers: { 'grpc-status': 'fine' } }),
    code: Code.Unknown,
  },
  'a status that there is not': {
    answering: answer([message], { trailers: { 'grpc-status': '-7' } }),
    code: Code.Unknown,
  },
  'no status': { answering: answer([message], { trailers: { 'x-y': 'z' } }), code: Code.Unknown },
  'a status alone, with broken details': {
    answering: trailersOnly({
      'grpc-status': '5',
      'grpc-message': '%zz%',
      'grpc-status-details-bin': '***not base64***',
    }),
    code: Code.NotFound,
  },
  'details that are no status': {
    answering: trailersOnly({ 'grpc-status': '5', 'grpc-status-details-bin': '/////w' }),
    code: Code.NotFound,
  },
  'no gRPC at all': {
    answering: (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<html>hello</html>');
    },
    // Its first five bytes are read as a length.
    code: Code.ResourceExhausted,
  },
  'success in one block, without a message': {
    answering: trailersOnly(ok),
    code: Code.Unimplemented,
    unaryOnly: true,
  },
  'cut off inside a message': {
    answering: answer([message, framed(Buffer.alloc(3), 0, 10)]),
    code: Code.Internal,
  },
  'cut off inside the head of a message': {
    answering: answer([message, Buffer.alloc(3)]),
    code: Code.Internal,
  },
  'two answers to one call': {
    answering: answer([message, message]),
    code: Code.Unimplemented,
    unaryOnly: true,
  },
  'a hundred answers to one call': {
    answering: answer(Array.from({ length: 100 }, () => message)),
    code: Code.Unimplemented,
    unaryOnly: true,
  },
};

t.test('a malformed response is an error of the call and never ends the process', async (t) => {
  const { answerWith, transport } = await hostile(t);
  for (const [what, { answering, code, unaryOnly = false }] of Object.entries(broken)) {
    answerWith(answering);
    const errors = unaryOnly
      ? [await errorOf(createClient(ProbeService, transport).unary({}, { timeoutMs }))]
      : await errorsOf(transport);
    for (const error of errors) {
      t.equal(Code[error!.code], Code[code], `${what}: ${error?.rawMessage}`);
      if (code === Code.Internal) t.equal(reasonOf(error), 'INTERNAL', `${what} has its details`);
    }
  }
});

t.test('a call reset by its server is UNAVAILABLE, not CANCELLED', async (t) => {
  const { answerWith, transport } = await hostile(t);
  for (const [code, wanted] of [
    [0x8, 'DEPENDENCY_UNAVAILABLE'],
    [0x7, 'DEPENDENCY_UNAVAILABLE'],
  ] as const) {
    answerWith((stream) => stream.close(code));
    for (const error of await errorsOf(transport)) t.equal(reasonOf(error), wanted, `RST_STREAM ${code}`);
  }
});

t.test('a call whose server closes the connection is UNAVAILABLE, whatever the code', async (t) => {
  const { answerWith, transport } = await hostile(t);
  for (const [what, headers] of Object.entries({ 'before the headers': undefined, 'after them': head })) {
    for (const code of [0, 1, 2, 11, 12, 13]) {
      answerWith((stream) => {
        if (headers !== undefined) stream.respond(headers);
        stream.session?.destroy(new Error('closed'), code);
      });
      for (const error of await errorsOf(transport))
        t.equal(reasonOf(error), 'DEPENDENCY_UNAVAILABLE', `GOAWAY ${code} ${what}`);
    }
  }
});

t.test('the messages before an error arrive, compressed or not, and then the error', async (t) => {
  const { answerWith, transport } = await hostile(t);
  const client = createClient(ProbeService, transport);
  const trailers = { 'grpc-status': '5', 'grpc-message': 'no more' };
  const compressed = framed(gzipSync(Buffer.alloc(0)), 1);
  for (const [what, parts] of Object.entries({
    plain: [message, message, message],
    compressed: [compressed, compressed, compressed],
  })) {
    answerWith(answer([Buffer.concat(parts)], { headers: { 'grpc-encoding': 'gzip' }, trailers }));
    const { messages, error } = await drain(client.serverStream({}, { timeoutMs }));
    t.equal(messages.length, parts.length, what);
    t.match(error, { code: Code.NotFound, rawMessage: 'no more' }, what);
  }
});

t.test('a stream whose reader left is over, with unread messages before its error', async (t) => {
  const { answerWith, transport } = await hostile(t);
  answerWith(answer([message, message, message], { trailers: { 'grpc-status': '5' } }));
  const controller = new AbortController();
  const stream = createClient(ProbeService, transport).serverStream({}, { signal: controller.signal });
  const reader = stream[Symbol.asyncIterator]();
  await reader.next();
  controller.abort();
  const { error } = await drain({ [Symbol.asyncIterator]: () => reader });
  t.ok(error, 'the reader gets an end');
});

t.test('a reset at the deadline is DEADLINE_EXCEEDED, an earlier one is not', async (t) => {
  const nothing = () => {};
  const wire = { start: nothing, startRead: nothing, sendMessageWithContext: nothing, halfClose: nothing };
  const reset = { code: 1, details: 'Call cancelled', metadata: new Metadata() };
  for (const [leftMs, code] of [
    [0, Code.DeadlineExceeded],
    [60_000, Code.Canceled],
  ] as const) {
    const open = {
      method: ProbeService.method.unary,
      wire: wire as never,
      lifetime: new ChannelLifetime(),
      deadlineMs: performance.now() + leftMs,
    };
    const call = new UnaryClientCall(open, undefined, { dependency: false, undecoded: false });
    const error = errorOf(call.run(undefined, {}));
    call.onReceiveStatus(reset);
    t.equal((await error).code, code, `${leftMs} ms were left`);
  }
});

t.test('a forwarded second response to a request stream is UNIMPLEMENTED', async (t) => {
  const { answerWith, transport } = await hostile(t);
  answerWith(answer([message, message]));
  const { impl } = forwarded(
    ProbeService,
    { undecoded: transport },
    {
      headers: () => ({}),
      timers: systemClock,
      takeMs: 10_000,
    },
  );
  const client = createClient(ProbeService, inProcessTransport([{ service: ProbeService, impl }]));
  t.equal((await errorOf(client.clientStream(each({}), { timeoutMs })))?.code, Code.Unimplemented);
});
