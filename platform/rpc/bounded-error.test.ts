import { once } from 'node:events';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import fc from 'fast-check';
import t from 'tap';
import { BadRequestSchema, ErrorInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { Health as HealthService } from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { fail, reasonOf } from '../errors.ts';
import { until } from '../testing/until.ts';
import { boundedError } from './bounded-error.ts';
import { enveloped } from './envelope.ts';
import { grpcServer } from './grpc-server.ts';
import { fromGrpcStatus, maxTrailerBytes, toGrpcStatus } from './grpc-status.ts';
import { grpcTransport } from './grpc-transport.ts';
import { health } from './health.ts';
import { hosted } from './host.ts';

/** The size of a header list as HTTP/2 counts it: names, values and 32 bytes for each (RFC 9113, 6.5.2). */
function listBytes(headers: Record<string, unknown>): number {
  return Object.entries(headers).reduce((sum, [name, values]) => {
    const each = [values].flat();
    return sum + each.reduce((all: number, value) => all + name.length + String(value).length + 32, 0);
  }, 0);
}

t.test('the trailers of any error fit every client', async (t) => {
  const text = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' });
  const violation = fc.record({ field: text, description: text });
  let most = 0;
  fc.assert(
    fc.property(
      text,
      fc.array(violation, { maxLength: 40, size: 'max' }),
      fc.dictionary(fc.string({ maxLength: 20 }), text, { maxKeys: 12 }),
      fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 3_000, size: 'max' }), { maxLength: 5 }),
      (message, violations, metadata, values) => {
        const error = fail(Code.InvalidArgument, 'FIELD_INVALID', message, { violations, metadata });
        for (const [n, value] of values.entries()) error.metadata.set(`x-error-${n}`, value);
        error.metadata.set('x-many-bin', ','.repeat(values.join('').length));
        const trailers = new Headers(values.map((value, n) => [`x-trailer-${n}`, value]));
        const status = toGrpcStatus(error, trailers);
        const sent = {
          'grpc-status': '3',
          'grpc-message': encodeURI(status.details),
          ...status.metadata.toHttp2Headers(),
        };
        most = Math.max(most, listBytes(sent));
        return most <= maxTrailerBytes - 400 && reasonOf(fromGrpcStatus(status)) === 'FIELD_INVALID';
      },
    ),
    { numRuns: 50 },
  );
  t.ok(most > maxTrailerBytes / 2, `${most} bytes at the most`);
});

t.test('the first broken fields are named, as many as fit', async (t) => {
  const violations = Array.from({ length: 1_000 }, (_, n) => ({
    field: `user_ids[${n}]`,
    description: 'is empty',
  }));
  const error = boundedError(fail(Code.InvalidArgument, 'FIELD_INVALID', 'broken', { violations }));
  const [found] = error.findDetails(BadRequestSchema);
  t.ok(found!.fieldViolations.length > 30, `${found!.fieldViolations.length} are named`);
  t.match(found!.fieldViolations[0], { field: 'user_ids[0]', reason: 'FIELD_INVALID' });
  const passedOn = fromGrpcStatus(toGrpcStatus(error));
  t.match(
    boundedError(passedOn).findDetails(ErrorInfoSchema),
    [{ reason: 'FIELD_INVALID' }],
    'also from a wire',
  );
});

t.test('short texts of an error are unchanged', async (t) => {
  const details = { field: 'text', metadata: { limit: '280' }, retryAfterMs: 1_500 };
  const error = fail(Code.ResourceExhausted, 'RATE_LIMITED', 'too many', details);
  const shown = boundedError(error);
  t.same(
    toGrpcStatus(shown).metadata.get('grpc-status-details-bin'),
    toGrpcStatus(error).metadata.get('grpc-status-details-bin'),
  );
  t.equal(shown.details.length, error.details.length);
});

t.test('echoed input is truncated, on every host', async (t) => {
  const unary = () => {
    throw fail(Code.InvalidArgument, 'FIELD_INVALID', 'x'.repeat(1 << 20));
  };
  const server = await grpcServer([hosted(ProbeService, { unary }), health([]).hosted]).listen({
    bind: '127.0.0.1',
    port: 0,
  });
  t.teardown(() => server.close({ graceMs: 0 }));
  const session = connect(`http://127.0.0.1:${server.port}`);
  t.teardown(() => session.destroy());
  const call = async (path: string, message: Buffer, more: Record<string, string> = {}) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...more,
    });
    stream.on('error', () => {});
    const answered = once(stream, 'response');
    stream.end(enveloped(0, message));
    const [headers] = (await answered) as [Record<string, string>];
    stream.resume();
    return { status: Number(headers['grpc-status']), bytes: listBytes(headers) };
  };
  const probe = `/${ProbeService.typeName}/Unary`;
  const name = 'n'.repeat(30_000);
  // Field 1 of a health check: the service name, with a two-byte length.
  const check = Buffer.concat([Buffer.from([0x0a, 0xb0, 0xea, 0x01]), Buffer.from(name)]);
  const answers = {
    'an unknown method': [await call(`/skein.${name}/Nothing`, Buffer.alloc(0)), Code.Unimplemented],
    "health's name of a service": [await call(`/${HealthService.typeName}/Check`, check), Code.NotFound],
    'a text of a handler': [await call(probe, Buffer.alloc(0)), Code.InvalidArgument],
    'an encoding': [await call(probe, Buffer.alloc(0), { 'grpc-encoding': name }), Code.Unimplemented],
    'a timeout': [await call(probe, Buffer.alloc(0), { 'grpc-timeout': name }), Code.InvalidArgument],
    'a request id': [await call(probe, Buffer.alloc(0), { 'x-request-id': name }), Code.InvalidArgument],
  } as const;
  for (const [what, [{ status, bytes }, code]] of Object.entries(answers)) {
    t.equal(status, code, what);
    t.ok(bytes <= maxTrailerBytes, `${what}: ${bytes} bytes`);
  }
});

t.test('long trailers of another server end its call and no other on the connection', async (t) => {
  const server = createServer({ maxSendHeaderBlockLength: 1 << 20 } as object);
  server.on('stream', (stream, headers) => {
    stream.resume();
    stream.on('error', () => {});
    const answer = { ':status': 200, 'content-type': 'application/grpc' };
    if (String(headers[':path']).endsWith('ServerStream')) stream.respond(answer);
    else
      stream.respond({ ...answer, 'grpc-status': '5', 'x-long': 'a'.repeat(100_000) }, { endStream: true });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const transport = grpcTransport({ address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
  const client = createClient(ProbeService, transport);
  const leave = new AbortController();
  let open = 0;
  let ended: unknown;
  const watched = (async () => {
    for await (const _ of client.serverStream({}, { signal: leave.signal, onHeader: () => (open += 1) }));
  })().catch((reason) => (ended = reason));
  await until('the stream to be open', () => open === 1);
  for (let each = 0; each < 5; each++) {
    const error = await client.unary({}).catch(ConnectError.from);
    t.equal((error as ConnectError).code, Code.NotFound);
  }
  t.equal(ended, undefined, 'the stream is open');
  leave.abort();
  await watched;
  transport.close();
  server.close();
});
