import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { placeFrom } from '../engines/place.ts';
import { network } from './network.ts';

t.test('a front counts as ready once it reaches every service', async (t) => {
  const answer = { code: 200, text: '' };
  const server = createServer((_, response) => response.writeHead(answer.code).end(answer.text));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port: httpPort } = server.address() as AddressInfo;
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  const front = network({ settings: {}, replicas: 1, grpcPort: 1, httpPort }).nodes(place).at(-1)!;
  t.equal(front.name, 'front');

  Object.assign(answer, { code: 503, text: 'not ready\n' });
  await t.rejects(front.ready(), { message: 'not ready' });
  Object.assign(answer, { code: 200, text: 'ready\ntimeline does not answer\n' });
  await t.rejects(front.ready(), { message: 'ready\ntimeline does not answer' });
  answer.text = 'ready\n';
  await t.resolves(front.ready());
});
