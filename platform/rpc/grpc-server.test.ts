import { once } from 'node:events';
import { type ClientHttp2Stream, connect, constants } from 'node:http2';
import { connect as connectSocket, type Socket } from 'node:net';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Code, createClient, type HandlerContext } from '@connectrpc/connect';
import { Client, credentials } from '@grpc/grpc-js';
import t from 'tap';
import {
  Health as HealthService,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import {
  ProbeService,
  ServerStreamRequestSchema,
  UnaryResponseSchema,
} from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { reasonOf } from '../errors.ts';
import { until } from '../testing/until.ts';
import { drain, errorOf } from './conformance/outcomes.ts';
import { deafText, probe } from './conformance/probe.ts';
import { connectHandler } from './connect-server.ts';
import { encodedInEnvelope } from './encoded.ts';
import { type GrpcServerOptions, grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { peerAddressOf } from './headers.ts';
import { health } from './health.ts';
import { type Hosted, hosted } from './host.ts';
import { maxMessageBytes } from './limits.ts';
import { reflection } from './reflection.ts';
import { maxRequestBytes } from './requests/max-request-bytes.ts';
import { retryAfterMs } from './retry.ts';
import { preface as http2Preface, settings as http2Settings } from './testing/http2-frames.ts';

async function serve(services: Hosted[], options?: GrpcServerOptions) {
  const server = await grpcServer(services, options).listen({ bind: '127.0.0.1', port: 0 });
  const address = `127.0.0.1:${server.port}`;
  const transport = grpcTransport({ address });
  const close = async (graceMs = 1_000) => {
    transport.close();
    await server.close({ graceMs });
  };
  return { server, address, transport, close };
}

t.test('a stop ends streams as UNAVAILABLE, DRAINING and lets other calls finish', async (t) => {
  const { impl, witness } = probe();
  const { server, transport, close } = await serve([hosted(ProbeService, impl)]);
  const client = createClient(ProbeService, transport);
  const unary = client.unary({ text: deafText });
  const stream = drain(client.serverStream({ behavior: { hang: true }, count: 1 }));
  await until('both to start', () => witness.started === 2);
  const closed = server.close({ graceMs: 10_000 });
  const { error } = await stream;
  t.equal(error?.code, Code.Unavailable);
  t.equal(reasonOf(error), 'DRAINING');
  await until('finally to run', () => witness.finished === 1);
  witness.release();
  t.equal((await unary).text, deafText);
  await closed;
  await close();
});

t.test('a stop aborts calls that still run after the grace period', async (t) => {
  const { impl, witness } = probe();
  const { server, transport, close } = await serve([hosted(ProbeService, impl)]);
  const call = errorOf(createClient(ProbeService, transport).unary({ behavior: { hang: true } }));
  await until('the call to start', () => witness.started === 1);
  await server.close({ graceMs: 20 });
  t.equal((await call).code, Code.Unavailable);
  await until('the signal to abort', () => witness.aborted.length === 1);
  await close();
});

t.test('a stop ends with the grace period, whatever callers do with their connections', async (t) => {
  const sockets: Socket[] = [];
  const { server } = await serve([health([]).hosted], { connected: (socket) => sockets.push(socket) });
  // Some clients do not close their end, whatever they have sent; another does not read its response.
  const openings = [
    '',
    'PRI * HT',
    http2Preface,
    Buffer.concat([http2Preface, http2Settings]),
    'GET / HTTP/1.1\r\n\r\n',
  ];
  const silent = openings.map((opening) => {
    const socket = connectSocket({ host: '127.0.0.1', port: server.port, allowHalfOpen: true });
    socket.on('error', () => {}).write(opening);
    return socket;
  });
  const session = connect(`http://127.0.0.1:${server.port}`);
  session.on('error', () => {});
  const stream = session.request({
    ':method': 'POST',
    ':path': `/${HealthService.typeName}/Watch`,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.on('error', () => {});
  stream.end(Buffer.alloc(5));
  await once(stream, 'response');
  await until('all to be connected', () => sockets.length === openings.length + 1);
  await server.close({ graceMs: 50 });
  await until('all to be cut', () => sockets.every(({ destroyed }) => destroyed));
  t.equal(sockets.length, openings.length + 1);
  session.destroy();
  for (const socket of silent) socket.destroy();
});

t.test('an answer with room for its head is sent as it is, and bounded as all others', async (t) => {
  const texts = ['', 'short', 'x'.repeat(100_000), 'x'.repeat(maxMessageBytes)];
  const impl = {
    unary({ text }: { text: string }) {
      const answer = toBinary(
        UnaryResponseSchema,
        create(UnaryResponseSchema, { text: texts[Number(text)]! }),
      );
      return encodedInEnvelope(UnaryResponseSchema, Buffer.concat([Buffer.from('head?'), answer]));
    },
  };
  const { transport, close } = await serve([hosted(ProbeService, impl)]);
  const client = createClient(ProbeService, transport);
  for (const at of [0, 1, 2, 1]) t.equal((await client.unary({ text: `${at}` })).text, texts[at]);
  t.equal(reasonOf(await errorOf(client.unary({ text: '3' }))), 'MESSAGE_TOO_LARGE');
  await close();
});

t.test('a stream whose end is not read is reset', async (t) => {
  const { impl, witness } = probe();
  const { server } = await serve([hosted(ProbeService, impl)], { unreadResetMs: 20 });
  const session = connect(`http://127.0.0.1:${server.port}`);
  const request = toBinary(
    ServerStreamRequestSchema,
    create(ServerStreamRequestSchema, { behavior: { payloadBytes: 60_000 }, count: 1_000 }),
  );
  const frame = Buffer.concat([Buffer.from([0, 0, 0, 0, request.length]), request]);
  const stream: ClientHttp2Stream = session.request({
    ':method': 'POST',
    ':path': `/${ProbeService.typeName}/ServerStream`,
    'content-type': 'application/grpc',
    te: 'trailers',
    'grpc-timeout': '100m',
  });
  stream.on('error', () => {});
  const closed = once(stream, 'close');
  stream.end(frame);
  await closed;
  t.equal(stream.rstCode, constants.NGHTTP2_CANCEL);
  t.equal(witness.finished, 1, 'the generator ended at the deadline');
  t.ok(witness.pulled < 10, `${witness.pulled} pulled`);
  session.destroy();
  await server.close({ graceMs: 1_000 });
});

t.test('incomplete requests hold little memory, and not for long', async (t) => {
  const requestBuffers = { maxMs: 100, maxBytes: maxRequestBytes(ProbeService.method.unary) + 1_000 };
  const { server, close } = await serve([hosted(ProbeService, {})], {
    requestBuffers,
    unreadResetMs: 20,
  });
  const session = connect(`http://127.0.0.1:${server.port}`);
  /** Starts a call, never ends it, and gives its status and how its stream was reset. */
  const begin = async (message: Buffer, encoding = 'identity') => {
    const stream = session.request({
      ':method': 'POST',
      ':path': `/${ProbeService.typeName}/Unary`,
      'content-type': 'application/grpc',
      'grpc-encoding': encoding,
      te: 'trailers',
    });
    stream.on('error', () => {});
    const closed = once(stream, 'close');
    const answered = once(stream, 'response');
    stream.write(message);
    const [headers] = (await answered) as [{ 'grpc-status'?: string }];
    stream.resume();
    await closed;
    return [Number(headers['grpc-status']), stream.rstCode];
  };
  const late = [Code.DeadlineExceeded, constants.NGHTTP2_CANCEL];
  const onRefused = [Code.ResourceExhausted, constants.NGHTTP2_CANCEL];
  const whole = Buffer.from([0, 0, 0, 0, 0]);
  t.same(await begin(Buffer.from([0, 0, 0, 0, 100])), late, 'a message that does not come');
  t.same(await begin(whole), late, 'a request that does not end');
  const begun = Buffer.from([1]);
  const packed = await Promise.all([begin(begun, 'gzip'), begin(begun, 'gzip')]);
  t.same(
    packed,
    [onRefused, late],
    'what is packed counts as the largest that it may become; the older goes',
  );
  t.same(await begin(begun, 'gzip'), late, 'room is given back');
  session.destroy();
  await close();
});

t.test('handlers get the address of their peer', async (t) => {
  const impl = { unary: (_: unknown, context: HandlerContext) => ({ text: peerAddressOf(context) }) };
  const { transport, close } = await serve([hosted(ProbeService, impl)]);
  t.equal((await createClient(ProbeService, transport).unary({})).text, '127.0.0.1');
  await close();
});

t.test('a method without a handler is UNIMPLEMENTED, and a service is served once', async (t) => {
  const { transport, close } = await serve([hosted(ProbeService, {})]);
  const client = createClient(ProbeService, transport);
  t.equal(reasonOf(await errorOf(client.unary({}))), 'UNIMPLEMENTED');
  t.equal(reasonOf((await drain(client.serverStream({ count: 1 }))).error), 'UNIMPLEMENTED');
  t.throws(() => connectHandler([hosted(ProbeService, {}), hosted(ProbeService, {})]), /served twice/);
  await close();
});

t.test('health reports which services serve, to Check and to Watch', async (t) => {
  const status = health(['skein.post.v1.PostService']);
  const { transport, close } = await serve([status.hosted]);
  const client = createClient(HealthService, transport);
  const giveUp = new AbortController();
  const watched: unknown[] = [];
  const watching = (async () => {
    for await (const each of client.watch({}, { signal: giveUp.signal })) watched.push(each.status);
  })();
  t.equal((await client.check({})).status, ServingStatus.NOT_SERVING);
  status.set('', true);
  status.set('skein.post.v1.PostService', true);
  t.equal((await client.check({ service: 'skein.post.v1.PostService' })).status, ServingStatus.SERVING);
  t.equal((await errorOf(client.check({ service: 'nobody' }))).code, Code.NotFound);
  await until('the watcher to see it', () => watched.at(-1) === ServingStatus.SERVING);
  status.drain();
  status.set('', true);
  await until('the watcher to see the end', () => watched.at(-1) === ServingStatus.NOT_SERVING);
  const { statuses } = await client.list({});
  t.same(
    Object.values(statuses).map((each) => each.status),
    [ServingStatus.NOT_SERVING, ServingStatus.NOT_SERVING],
  );
  for await (const each of client.watch({ service: 'nobody' })) {
    t.equal(each.status, ServingStatus.SERVICE_UNKNOWN);
    break;
  }
  giveUp.abort();
  await t.rejects(watching);
  await close();
});

t.test('reflection lists the public services and health, and resolves their files and imports', async (t) => {
  const listed = [ProbeService, HealthService];
  const names = listed.map(({ typeName }) => typeName);
  const extend = reflection(listed);
  const { address, close } = await serve([health([]).hosted], { extend });

  for (const version of ['v1', 'v1alpha']) {
    // list_services = 7, file_containing_symbol = 4 of ServerReflectionRequest
    const list = await reflect(address, version, [0x3a, 0x01, 0x2a]);
    t.same(
      fields(fields(list, 6)[0]!, 1).map((service) => text(fields(service, 1)[0]!)),
      names,
    );
    const filesOf = async (name: string) => {
      const symbol = Buffer.from(name);
      const found = await reflect(address, version, [0x22, symbol.length, ...symbol]);
      return fields(fields(found, 4)[0]!, 1).map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
    };
    for (const detail of ['google.rpc.ErrorInfo', 'skein.error.v1.Reason'])
      t.ok((await filesOf(detail)).length > 0, detail);
    const protos = await filesOf('buf.validate.FieldRules');
    t.same(protos.map(({ name }) => name).sort(), [
      'buf/validate/validate.proto',
      'google/protobuf/descriptor.proto',
      'google/protobuf/duration.proto',
      'google/protobuf/field_mask.proto',
      'google/protobuf/timestamp.proto',
    ]);
    t.ok(protos.every(({ messageType }) => messageType.length > 0));
  }
  await close();
});

/** Sends one encoded ServerReflectionRequest; gives the encoded response. */
async function reflect(address: string, version: string, request: number[]): Promise<Uint8Array> {
  const client = new Client(address, credentials.createInsecure());
  const asIs = (bytes: Buffer): Buffer => bytes;
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  const stream = client.makeBidiStreamRequest(path, asIs, asIs);
  stream.end(Buffer.from(request));
  const [response] = (await once(stream, 'data')) as [Buffer];
  client.close();
  return response;
}

/** All values of a length-delimited field of an encoded message. */
function fields(bytes: Uint8Array, number: number): Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === number) found.push(reader.bytes());
    else reader.skip(type);
  }
  return found;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

t.test('a call that the load shedder refuses is refused before its request is read', async (t) => {
  const { impl, witness } = probe();
  let room = true;
  const asked: string[] = [];
  const { server, address, transport, close } = await serve([hosted(ProbeService, impl)], {
    admit(method) {
      asked.push(method.name);
      return room ? undefined : 1_500;
    },
    unreadResetMs: 50,
  });
  const client = createClient(ProbeService, transport);
  t.equal((await client.unary({ text: 'let in' })).text, 'let in');
  room = false;
  const error = await errorOf(client.unary({ text: 'too many' }));
  t.equal(error?.code, Code.ResourceExhausted);
  t.equal(reasonOf(error), 'OVERLOADED');
  t.equal(retryAfterMs(error!), 1_500);
  const streamed = await drain(client.serverStream({ count: 3 }));
  t.equal(reasonOf(streamed.error), 'OVERLOADED');
  t.strictSame(asked, ['Unary', 'Unary', 'ServerStream']);
  t.equal(witness.started, 1);

  // Invalid bytes, too many bytes, and no end.
  const session = connect(`http://${address}`);
  t.teardown(() => session.destroy());
  const path = `/${ProbeService.typeName}/Unary`;
  const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  for (const end of [true, false]) {
    const stream = session.request(headers);
    stream.write(Buffer.alloc(64 * 1024, 0xff));
    if (end) stream.end();
    const [answer] = (await once(stream, 'response')) as [Record<string, string>];
    t.match(answer, { ':status': 200, 'grpc-status': '8', 'grpc-status-details-bin': String });
    // Also a request that never ends: its stream is reset.
    await once(
      stream.resume().on('error', () => {}),
      'close',
    );
  }
  room = true;
  t.equal((await client.unary({ text: 'again' })).text, 'again');
  await server.close({ graceMs: 1_000 });
  await close();
});
