import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import t from 'tap';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { until } from '../../platform/testing/until.ts';
import { password } from '../journeys/network.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

const notFound = 5;
const getUser = '/skein.user.v1.UserService/GetUser';

t.test('the access log has the status of gRPC and the request id of every call, and no secret', async (t) => {
  const accessLog = join(t.testdir(), 'access.log');
  const edge = await runEdge(t, { values: { accessLog } });
  const { tokens } = await edge.network.as().auth.signUp({ handle: 'ada', password });
  const bearer = `Bearer ${tokens!.accessToken}`;
  const lines = () =>
    readFileSync(accessLog, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  const given = { 'x-request-id': 'given-by-the-client' };
  const found = await edge.call({ path: '/v1/handles/ada?secret=1', headers: given });
  t.equal(found.headers['x-request-id'], given['x-request-id'], 'the id of the client is kept');
  const made = await edge.call({ path: '/v1/handles/nobody', headers: { authorization: bearer } });
  t.match(made.headers['x-request-id'], /^[0-9a-f-]{36}$/, 'another is made');
  const anonymous = await edge.call({ path: '/v1/account' });
  const unknown = await edge.call({ path: '/v1/nothing' });
  const missing = ConnectError.from(
    await createClient(UserService, edge.grpc())
      .getUser({ key: { case: 'handle', value: 'nobody' } })
      .catch((error: unknown) => error),
  );
  t.equal(missing.code, Code.NotFound);

  // Envoy writes the file every ten seconds.
  await until('the lines', () => lines().length >= 5, 30_000);
  const byId = (id: unknown) => lines().find(({ request_id }) => request_id === id);
  t.match(byId('given-by-the-client'), {
    address: '127.0.0.1',
    method: 'GET',
    path: '/v1/handles/ada',
    status: 400,
  });
  t.match(byId(made.headers['x-request-id']), {
    path: '/v1/handles/nobody',
    rpc: getUser,
    status: 404,
    grpc_status: notFound,
    attempts: 1,
  });
  t.match(
    byId(anonymous.headers['x-request-id']),
    { status: 401, grpc_status: null },
    'a refusal of the edge',
  );
  t.match(byId(unknown.headers['x-request-id']), { status: 404, path: '/v1/nothing' });
  t.match(
    lines().find(({ path }) => path === getUser),
    { status: 200, grpc_status: notFound, protocol: 'HTTP/2', method: 'POST' },
    'a call of gRPC',
  );
  const text = readFileSync(accessLog, 'utf8');
  t.notMatch(text, 'secret', 'no query');
  t.notOk(text.includes(tokens!.accessToken), 'no token');
});
