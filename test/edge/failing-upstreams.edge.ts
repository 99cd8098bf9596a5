import type { ServerHttp2Stream } from 'node:http2';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { type FakeFront, fakeFront, succeed } from './fake-front.ts';
import { startEdge } from './running-edge.ts';

t.setTimeout(120_000);

const unavailable = (stream: ServerHttp2Stream) =>
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14' },
    { endStream: true },
  );

t.test('a process that answers UNAVAILABLE gets no calls for a while, and comes back', async (t) => {
  const [good, bad] = [await fakeFront(t), await fakeFront(t)];
  const grpc = [...good.front.grpc, ...bad.front.grpc];
  const edge = await startEdge(t, { front: { http: good.front.http, grpc } });
  bad.answer = unavailable;
  const read = async () => (await edge.call({ path: '/v1/handles/ada' })).status;
  const ejected = () => edge.figure('cluster\\.front_grpc\\.outlier_detection\\.ejections_active');

  let failed = 0;
  await until('the ejection', async () => {
    if ((await read()) === 503) failed += 1;
    return (await ejected()) === 1;
  });
  t.ok(failed >= 5 && failed < 10, `${failed} calls failed before`);
  await until('calls to pass by the process', async () => {
    bad.takeCalls();
    const statuses = await Promise.all(Array.from({ length: 20 }, read));
    return bad.takeCalls().length === 0 && statuses.every((status) => status === 200);
  });
  t.pass('all are answered');

  bad.answer = (stream) => succeed(stream);
  await until(
    'the process to have calls again',
    async () => (await read()) === 200 && bad.takeCalls().length > 0,
    30_000,
  );
  t.equal(await ejected(), 0);
});

t.test('calls above the limit of a cluster are refused at once, with a reason', async (t) => {
  const fake = await fakeFront(t);
  const edge = await startEdge(t, { front: fake.front, maxRequests: 3 });
  const held = holdCalls(fake);
  const read = () => edge.call({ path: '/v1/handles/ada' });
  const answered = [read(), read(), read()];
  await until('three calls to be open', () => held.length === 3);
  const refused = await read();
  t.equal(refused.status, 429);
  t.match(refused.text, 'OVERLOADED');
  t.equal(refused.headers['retry-after'], '1');
  t.equal(held.length, 3, 'no process received it');
  for (const stream of held) succeed(stream);
  t.strictSame(
    (await Promise.all(answered)).map(({ status }) => status),
    [200, 200, 200],
  );
  fake.answer = (stream) => succeed(stream);
  t.equal((await read()).status, 200);
});

/** The calls that have arrived and wait for their answers. */
function holdCalls(fake: FakeFront): ServerHttp2Stream[] {
  const held: ServerHttp2Stream[] = [];
  fake.answer = (stream) => held.push(stream);
  return held;
}
