import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Code, ConnectError, createClient, type HandlerContext } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import t, { type Test } from 'tap';
import { ProbeService, UnaryResponseSchema } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { drain, each, errorOf } from './conformance/outcomes.ts';
import { connectHandler } from './connect-server.ts';
import { type Hosted, hosted } from './host.ts';

/** Serves the service on its own server; gives the address. */
async function served(t: Test, service: Hosted): Promise<string> {
  const http = createServer(connectHandler([service]));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.teardown(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/${ProbeService.typeName}`;
}

t.test('a request with a missing or malformed host is refused, and the server continues', async (t) => {
  const http = createServer(connectHandler([hosted(ProbeService, { unary: () => ({ text: 'fine' }) })]));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const path = `/${ProbeService.typeName}/Unary`;
  const answer = async (version: string, host: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    const head = `POST ${path} HTTP/${version}\r\n${host}content-type: application/json\r\n`;
    socket.end(`${head}content-length: 2\r\nconnection: close\r\n\r\n{}`);
    let text = '';
    for await (const chunk of socket) text += chunk;
    return text;
  };
  t.match(await answer('1.0', ''), /^HTTP\/1\.1 400 /);
  for (const host of ['[[[', 'a b', '', 'x:99999999'])
    t.match(await answer('1.1', `host: ${host}\r\n`), /^HTTP\/1\.1 400 /, `host "${host}"`);
  t.match(await answer('1.1', 'host: skein\r\n'), /^HTTP\/1\.1 200 .*"fine"/s);
  http.close();
});

t.test("an undecodable request is the caller's fault, in every protocol", async (t) => {
  const http = createServer(connectHandler([hosted(ProbeService, { unary: () => ({ text: 'fine' }) })]));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.teardown(() => http.close());
  const { port } = http.address() as AddressInfo;
  const envelope = (flag: number, data: number[]) => new Uint8Array([flag, 0, 0, 0, data.length, ...data]);
  const broken = [0x0a, 0x7f];
  const gzip = { 'content-encoding': 'gzip', 'grpc-encoding': 'gzip', 'connect-content-encoding': 'gzip' };
  const cases: [method: string, type: string, body: Uint8Array<ArrayBuffer>, headers?: object][] = [
    ['Unary', 'application/proto', new Uint8Array(broken)],
    ['Unary', 'application/grpc-web+proto', envelope(0, broken)],
    ['Unary', 'application/grpc-web+json', envelope(0, broken)],
    ['Unary', 'application/grpc-web', envelope(0, broken).subarray(0, 6)],
    ['ServerStream', 'application/connect+proto', envelope(0, broken)],
    ['ServerStream', 'application/connect+json', envelope(0, broken)],
    ['ServerStream', 'application/connect+proto', envelope(0, broken).subarray(0, 3)],
    ['Unary', 'application/proto', new Uint8Array([0]), gzip],
    ['Unary', 'application/grpc-web', envelope(1, [0]), gzip],
    ['ServerStream', 'application/connect+proto', envelope(1, [0x1f, 0x8b]), gzip],
  ];
  for (const [method, type, body, more] of cases) {
    const url = `http://127.0.0.1:${port}/${ProbeService.typeName}/${method}`;
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type, ...more }, body });
    const text = await answer.text();
    const bin = /grpc-status-details-bin: (\S+)/i.exec(text)?.[1];
    t.match(text, /grpc-status: 3|"code":"invalid_argument"/, `${method}, ${type}, ${[...body]}`);
    t.match(
      bin === undefined ? text : Buffer.from(bin, 'base64').toString('latin1'),
      /MESSAGE_MALFORMED|google.rpc.ErrorInfo/,
    );
  }
});

t.test('a message flagged as compressed, without an encoding, is INTERNAL in every protocol', async (t) => {
  const clientStream = async (requests: AsyncIterable<unknown>) => {
    for await (const _ of requests);
    return {};
  };
  const url = await served(t, hosted(ProbeService, { unary: () => ({ text: 'fine' }), clientStream }));
  const body = new Uint8Array([1, 0, 0, 0, 2, 0x0a, 0x7f]);
  for (const [method, type] of [
    ['Unary', 'application/grpc-web'],
    ['ServerStream', 'application/connect+proto'],
    ['ClientStream', 'application/connect+proto'],
  ]) {
    const answer = await fetch(`${url}/${method}`, {
      method: 'POST',
      headers: { 'content-type': type! },
      body,
    });
    t.match(await answer.text(), /grpc-status: 13|"code":"internal"/, `${method}, ${type}`);
  }
});

t.test("a handler's error is sent as it was thrown, also without details", async (t) => {
  for (const code of [Code.Internal, Code.ResourceExhausted, Code.InvalidArgument, Code.Unimplemented]) {
    const broken = () => {
      throw new ConnectError('just this', code);
    };
    const url = await served(
      t,
      hosted(ProbeService, { unary: broken, clientStream: broken, serverStream: broken as never }),
    );
    const baseUrl = new URL(url).origin;
    const protocols = {
      connect: createConnectTransport({ baseUrl, httpVersion: '1.1' }),
      'grpc-web': createGrpcWebTransport({ baseUrl, httpVersion: '1.1' }),
    };
    for (const [protocol, transport] of Object.entries(protocols)) {
      const client = createClient(ProbeService, transport);
      const { error } = await drain(client.serverStream({}));
      for (const found of [
        await errorOf(client.unary({})),
        await errorOf(client.clientStream(each({}))),
        error,
      ])
        t.match(found, { code, rawMessage: 'just this', details: [] }, `${Code[code]}, ${protocol}`);
    }
  }
});

t.test('a connection that breaks as its response closes ends nothing else', async (t) => {
  const handler = connectHandler([hosted(ProbeService, { unary: () => ({ text: 'fine' }) })]);
  const http = createServer((request, response) => {
    handler(request, response);
    // An order of events that Node sometimes produces: the response closes, then the request fails.
    response.once('close', () => request.emit('error', new Error('aborted')));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.teardown(() => http.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/${ProbeService.typeName}/Unary`;
  const send = (type: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
  t.equal((await send('text/plain')).status, 415, 'refused before its body is read');
  t.match(await (await send('application/json')).json(), { text: 'fine' });
});

t.test('headers of HTTP and of the protocol that a handler sets are left out', async (t) => {
  const own = {
    'content-type': 'text/html',
    'content-encoding': 'br',
    trailer: 'x-after',
    connection: 'close',
  };
  for (const fails of [false, true]) {
    const url = await served(
      t,
      hosted(ProbeService, {
        unary(_, { responseHeader }) {
          for (const [name, value] of Object.entries({ ...own, 'x-own': 'kept' }))
            responseHeader.set(name, value);
          if (fails) throw new ConnectError('just this', Code.NotFound);
          return { text: 'fine' };
        },
      }),
    );
    for (const [type, body] of [
      ['application/json', '{}'],
      ['application/grpc-web+json', '\0\0\0\0\x02{}'],
    ] as const) {
      const answer = await fetch(`${url}/Unary`, { method: 'POST', headers: { 'content-type': type }, body });
      t.match(await answer.text(), fails ? /just(%20| )this/ : /fine/, type);
      t.match(Object.fromEntries(answer.headers), {
        'content-type': type,
        'x-own': 'kept',
        connection: 'keep-alive',
      });
      for (const name of ['content-encoding', 'trailer']) t.notOk(answer.headers.has(name), name);
    }
  }
});

t.test('a response that cannot be sent ends its connection, and the server continues', async (t) => {
  const detail = { desc: UnaryResponseSchema, value: { timeoutMs: 2n ** 70n } };
  const tries: Record<string, (context: HandlerContext) => void> = {
    header: ({ responseHeader }) => responseHeader.set('x-own', '\u0001'),
    'metadata of an error'() {
      throw new ConnectError('just this', Code.NotFound, { 'x-own': '\u0001' });
    },
    'detail of an error'() {
      throw new ConnectError('just this', Code.NotFound, undefined, [detail]);
    },
  };
  const url = await served(
    t,
    hosted(ProbeService, {
      unary({ text }, context) {
        tries[text]?.(context);
        return { text: 'fine' };
      },
    }),
  );
  const send = (text: string) =>
    fetch(`${url}/Unary`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
  for (const text of Object.keys(tries)) {
    await t.rejects(send(text), { name: 'TypeError' }, text);
    t.match(await (await send('')).json(), { text: 'fine' }, `after: ${text}`);
  }
});
