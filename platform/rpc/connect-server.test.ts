import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { connectHandler } from './connect-server.ts';
import { hosted } from './host.ts';

t.test('a request whose host is missing or malformed is refused, and the server goes on', async (t) => {
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

t.test('what can not be decoded is the fault of who sent it, in every protocol', async (t) => {
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
    ['Unary', 'application/grpc-web', envelope(1, broken)],
    ['Unary', 'application/grpc-web', envelope(0, broken).subarray(0, 6)],
    ['ServerStream', 'application/connect+proto', envelope(0, broken)],
    ['ServerStream', 'application/connect+json', envelope(0, broken)],
    ['ServerStream', 'application/connect+proto', envelope(1, broken)],
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

t.test('a connection that is cut just as its answer is closed ends nothing else', async (t) => {
  const handler = connectHandler([hosted(ProbeService, { unary: () => ({ text: 'fine' }) })]);
  const http = createServer((request, response) => {
    handler(request, response);
    // The order in which Node tells it now and then: the answer is closed, and then the request has failed.
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
