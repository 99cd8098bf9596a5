import { once } from 'node:events';
import { type ClientHttp2Session, connect } from 'node:http2';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { fakeFront } from './fake-front.ts';
import { type Edge, startEdge } from './running-edge.ts';

t.setTimeout(120_000);

/** What an edge of these tests needs without calls. */
async function idleHeapBytes(edge: Edge): Promise<number> {
  const memory = (await (await fetch(`${edge.admin}/memory`)).json()) as Record<string, string>;
  return Number(memory.heap_size) - Number(memory.pageheap_unmapped);
}

t.test('near its memory limit the edge refuses calls with a reason', async (t) => {
  const fake = await fakeFront(t);
  const idle = await startEdge(t, { front: fake.front });
  const maxHeapBytes = Math.round((await idleHeapBytes(idle)) * 1.4);
  const edge = await startEdge(t, { front: fake.front, maxHeapBytes });
  const isActive = async (action: string) =>
    (await edge.figure(`overload\\.envoy\\.overload_actions\\.${action}\\.active`)) === 1;
  const client = await open(edge);
  t.teardown(() => client.destroy());
  t.equal((await read(client)).status, 200);
  t.notOk(await isActive('stop_accepting_requests'));

  const hoarders = Array.from({ length: 20 }, () => hoard(edge));
  t.teardown(() => {
    for (const session of hoarders) session.destroy();
  });
  await until('the limit to be near', () => isActive('stop_accepting_requests'));
  fake.takeCalls();
  const refused = await read(client);
  t.equal(refused.status, 429);
  t.match(refused.text, 'OVERLOADED');
  t.strictSame(fake.takeCalls(), [], 'no process received it');
  t.ok((await edge.figure('http\\.edge\\.downstream_rq_overload_close')) > 0);
});

async function open({ url, certificate }: Edge): Promise<ClientHttp2Session> {
  const session = connect(url, { ca: certificate });
  session.on('error', () => {});
  await once(session, 'connect');
  return session;
}

async function read(session: ClientHttp2Session): Promise<{ status: number | undefined; text: string }> {
  const stream = session.request({ ':path': '/v1/handles/ada' });
  const [headers] = await once(stream, 'response');
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return { status: headers[':status'], text };
}

/** Sends bodies that do not end: the edge keeps them. Near the limit it accepts no connection. */
function hoard({ url, certificate }: Edge): ClientHttp2Session {
  const session = connect(url, { ca: certificate }).on('error', () => {});
  for (let n = 0; n < 50; n++) {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/v1/auth:signIn',
      'content-type': 'application/json',
    });
    stream.on('error', () => {}).write(Buffer.alloc(60_000, ' '));
  }
  return session;
}
