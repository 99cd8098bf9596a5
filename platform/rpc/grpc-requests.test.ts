import { once } from 'node:events';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import { Code, type HandlerContext } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { fail } from '../errors.ts';
import { grpcServer } from './grpc-server.ts';
import { hosted } from './host.ts';

interface Outcome {
  readonly headers: IncomingHttpHeaders;
  /** The trailers block, or the headers where that is the only block. */
  readonly trailers: IncomingHttpHeaders;
}

const empty = Buffer.alloc(5);

/** A gRPC server, and a client that sends any bytes. */
async function raw(t: Test, unary: (context: HandlerContext) => object = () => ({})) {
  const impl = {
    unary: (_: unknown, context: HandlerContext) => unary(context),
    async clientStream(requests: AsyncIterable<unknown>) {
      for await (const _ of requests);
      return {};
    },
  };
  const server = await grpcServer([hosted(ProbeService, impl)]).listen({ bind: '127.0.0.1', port: 0 });
  t.teardown(() => server.close({ graceMs: 0 }));
  const session = connect(`http://127.0.0.1:${server.port}`);
  t.teardown(() => session.destroy());
  return async (method: string, body: Buffer, more: Record<string, string> = {}): Promise<Outcome> => {
    const head = {
      ':method': 'POST',
      ':path': `/${ProbeService.typeName}/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...more,
    };
    const stream = session.request(head, { endStream: false });
    let trailers: IncomingHttpHeaders | undefined;
    stream.on('trailers', (came) => {
      trailers = came;
    });
    const closed = once(stream, 'close');
    const answered = once(stream, 'response');
    stream.end(body);
    const [headers] = (await answered) as [IncomingHttpHeaders];
    stream.resume();
    await closed;
    return { headers, trailers: trailers ?? headers };
  };
}

t.test('requests that are not gRPC with protobuf messages are refused with HTTP errors', async (t) => {
  const send = await raw(t);
  for (const method of ['DELETE', 'PUT', 'GET']) {
    const { headers } = await send('Unary', empty, { ':method': method });
    t.match(headers, { ':status': 405, allow: 'POST', 'grpc-status': undefined }, method);
  }
  for (const type of [
    'application/grpc+foo',
    'application/grpc+json',
    'application/grpc-web',
    'text/plain',
    '',
  ])
    t.equal((await send('Unary', empty, { 'content-type': type })).headers[':status'], 415, type);
  for (const type of ['application/grpc', 'application/grpc+proto', 'application/grpc;charset=utf-8'])
    t.equal((await send('Unary', empty, { 'content-type': type })).trailers['grpc-status'], '0', type);
});

t.test('messages that cannot be read as their request declares are refused', async (t) => {
  const send = await raw(t);
  const flagged = Buffer.from([1, 0, 0, 0, 0]);
  for (const [what, body, encoding, code] of [
    ['an unknown encoding', empty, 'zstd', Code.Unimplemented],
    ['compressed without an encoding', flagged, undefined, Code.Internal],
    ['compressed in identity', flagged, 'identity', Code.Internal],
    ['a flag that there is not', Buffer.from([2, 0, 0, 0, 0]), 'gzip', Code.Internal],
    ['cut off inside a message', Buffer.from([0, 0, 0, 0, 9, 0]), undefined, Code.InvalidArgument],
    ['cut off inside the head of a message', Buffer.from([0, 0, 0]), undefined, Code.InvalidArgument],
    ['cut off behind a message', Buffer.concat([empty, empty.subarray(1)]), undefined, Code.InvalidArgument],
  ] as const) {
    for (const method of ['Unary', 'ClientStream']) {
      const { trailers } = await send(
        method,
        body,
        encoding === undefined ? {} : { 'grpc-encoding': encoding },
      );
      t.equal(trailers['grpc-status'], String(code), `${method}, ${what}`);
    }
  }
});

t.test('a success has no message beside its code', async (t) => {
  const send = await raw(t);
  for (const method of ['Unary', 'ClientStream']) {
    const { trailers } = await send(method, empty);
    t.same(Object.keys(trailers), ['grpc-status'], method);
  }
});

t.test('bytes in headers, trailers and details are sent without padding', async (t) => {
  const send = await raw(t, ({ responseHeader, responseTrailer }) => {
    responseHeader.append('x-some-bin', 'YQ==');
    responseTrailer.append('x-other-bin', 'YWE=');
    return {};
  });
  const { headers, trailers } = await send('Unary', empty);
  t.match({ ...headers, ...trailers }, { 'x-some-bin': 'YQ', 'x-other-bin': 'YWE' });
  for (const text of ['a', 'aa', 'aaa']) {
    const failing = await raw(t, () => {
      throw fail(Code.NotFound, 'NOT_FOUND', text);
    });
    t.match((await failing('Unary', empty)).trailers['grpc-status-details-bin'], /^[^=]+$/);
  }
});

t.test("a handler's length and connection headers are not sent", async (t) => {
  const send = await raw(t, ({ responseHeader, responseTrailer }) => {
    for (const headers of [responseHeader, responseTrailer]) {
      for (const name of ['content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'proxy-connection'])
        headers.set(name, '1');
    }
    return {};
  });
  for (let each = 0; each < 2; each++) {
    const { headers, trailers } = await send('Unary', empty);
    t.equal(trailers['grpc-status'], '0');
    t.equal(headers['content-length'], undefined);
  }
});
