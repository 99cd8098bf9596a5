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
