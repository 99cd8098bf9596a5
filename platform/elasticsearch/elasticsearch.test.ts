import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { EngineRefused } from '../engines/engine-refused.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { bulk, type Change } from './bulk.ts';
import { openElasticsearch } from './elasticsearch.ts';

interface Answer {
  readonly status?: number;
  readonly body: object;
}

/** A node that answers so; `undefined` leaves the request without an answer. */
async function nodeOfTest(t: Test, answer: (path: string, body: string) => Answer | undefined) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://node');
    const said = pathname === '/' ? { body: {} } : answer(pathname, await text(request));
    if (said === undefined) return;
    const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
    response.writeHead(said.status ?? 200, headers).end(JSON.stringify(said.body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const db = await openElasticsearch({ nodes: [`127.0.0.1:${port}`] }, 500);
  t.teardown(async () => {
    await db.close();
    server.closeAllConnections();
    server.close();
  });
  return { db, server };
}

const refusal = (status: number, type: string) => ({
  status,
  body: { error: { type, reason: type }, status },
});

t.test('failures of a node are those of a dependency, the others stay what they are', async (t) => {
  let answer: Answer = { body: {} };
  const { db } = await nodeOfTest(t, () => answer);
  const count = () => db.ask((client) => client.count({ index: 'a' }));
  for (const status of [429, 500, 503]) {
    answer = refusal(status, 'busy');
    await t.rejects(
      count(),
      domainErrorLike('DEPENDENCY_UNAVAILABLE', {
        metadata: { dependency: 'elasticsearch' },
        retryAfterMs: 1_000,
      }),
    );
  }
  answer = refusal(401, 'unknown user');
  const refused = await count().catch((error: unknown) => error);
  t.type(refused, EngineRefused);
  t.match((refused as EngineRefused).problem, /^elasticsearch does not let us in \(unknown user\)/);
  answer = refusal(400, 'parsing_exception');
  await t.rejects(count(), { name: 'ResponseError' });
});

t.test('a node that accepts a request and stays silent fails in time', async (t) => {
  const { db } = await nodeOfTest(t, () => undefined);
  const began = performance.now();
  await t.rejects(
    db.ask((client) => client.count({ index: 'a' })),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );
  t.ok(performance.now() - began < 4_000);
});

t.test('a node that is not there fails in time', async (t) => {
  const { db, server } = await nodeOfTest(t, () => ({ body: {} }));
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  await t.rejects(
    db.ask((client) => client.count({ index: 'a' })),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );
});

t.test('a read whose index was replaced meanwhile runs again', async (t) => {
  let asked = 0;
  const { db } = await nodeOfTest(t, () =>
    ++asked === 1 ? refusal(404, 'index_not_found_exception') : { body: { count: 3 } },
  );
  t.match(await db.read((client) => client.count({ index: 'a' })), { count: 3 });
  t.equal(asked, 2);
});

t.test('of many changes only those that fail for a moment are repeated', async (t) => {
  const statuses: Record<string, number[]> = {
    busy: [429, 503, 201],
    poison: [400],
    gone: [404],
    moved: [404],
  };
  const sent: string[][] = [];
  const { db } = await nodeOfTest(t, (_, body) => {
    const actions = body
      .split('\n')
      .filter((line) => line.includes('_id'))
      .map((line) => JSON.parse(line) as Record<string, { _id: string }>);
    sent.push(actions.map((action) => Object.values(action)[0]!._id));
    const items = actions.map((action) => {
      const [[name, { _id }]] = Object.entries(action) as [[string, { _id: string }]];
      const status = statuses[_id]?.shift() ?? 200;
      const type = status === 404 ? 'index_not_found_exception' : 'mapper_parsing_exception';
      const index = _id === 'gone' ? 'a' : 'a-0';
      return {
        [name]: { _id, status, ...(status >= 400 && { error: { type, index, reason: `no ${_id}` } }) },
      };
    });
    return { body: { items } };
  });
  const change = (id: string): Change => ({ alias: 'a', id, action: 'index', document: { n: 1 } });
  const failed = await bulk(db, ['fine', 'busy', 'poison', 'gone', 'moved'].map(change));
  t.strictSame(sent, [['fine', 'busy', 'poison', 'gone', 'moved'], ['busy', 'moved'], ['busy']]);
  t.strictSame(
    failed.map(({ change, aliasIsMissing, reason }) => [change.id, aliasIsMissing, reason]),
    [
      ['poison', false, 'no poison'],
      ['gone', true, 'no gone'],
    ],
  );

  statuses.busy = Array(100).fill(503);
  await t.rejects(bulk(db, [change('busy')]), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
});
