import { request } from 'node:http';
import { Code, createClient, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import t, { type Test } from 'tap';
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from '../../../gen/ts/grpc/health/v1/health_pb.ts';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { OpsMeshService } from '../../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { serviceTokenSource } from '../../../platform/auth/service-tokens.ts';
import { systemClock } from '../../../platform/clock.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { withAccessToken } from '../../../platform/testing/test-host.ts';
import { asServices } from '../../../test/harness/as-services.ts';
import { people } from '../../graph/testing/people.ts';
import { services } from '../../registry.ts';
import { layoutOf } from '../layout.ts';
import { serviceTable } from '../service-table.ts';
import { startProcess } from '../start-process.ts';

/** A process of the graph service in a cluster, without engines or other services. */
async function graphProcess(t: Test, env: Record<string, string> = {}) {
  const accounts = await people();
  const state: { problem?: string } = {};
  const graph = {
    ...services.of('graph'),
    compose: async () => ({
      hosted: [
        hosted(GraphService, { followUser: () => ({}) }),
        hosted(GraphMeshService, { getViewerGraph: () => ({}) }),
      ],
      async start() {},
    }),
  };
  const table = serviceTable(services.all.map((each) => (each.name === 'graph' ? graph : each)));
  const { grpcPort, httpPort, close } = await startProcess({
    services: table,
    layout: layoutOf(table, ['graph']),
    env: {
      SKEIN_PROFILE: 'cluster',
      SKEIN_SECRETS_DIR: '/secrets',
      SKEIN_INSECURE_LOOPBACK: 'true',
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_OVERLOAD_TURN: '10s',
      ...env,
    },
    log: pino({ level: 'silent' }),
    processFigures: false,
    openProfile: async () => ({
      meshKeys: accounts.keys,
      secret: () => Buffer.alloc(32),
      hostOf: async (_, base) => base as never,
      transport: () => inProcessTransport([accounts.service]),
      problem: () => state.problem,
    }),
  });
  const channel = grpcTransport({ address: `127.0.0.1:${grpcPort}` });
  t.teardown(async () => {
    channel.close();
    await close();
  });
  const serviceToken = async (service: string) =>
    serviceTokenSource({ service, ring: accounts.keys, clock: systemClock }).token();
  return { accounts, channel, httpPort, state, asService: asServices(channel, serviceToken) };
}

t.test(
  'a process with a wrong clock is not ready and says why; it is ready when the clock is right again',
  async (t) => {
    const { channel, httpPort, state } = await graphProcess(t);
    const health = createClient(Health, channel);
    const found = async () => {
      const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`);
      const statuses = await Promise.all(
        ['', 'writes', OpsMeshService.typeName].map(
          async (service) => (await health.check({ service })).status,
        ),
      );
      return { code: response.status, text: await response.text(), statuses };
    };
    const well = {
      code: 200,
      text: 'ready\n',
      statuses: [Status.SERVING, Status.SERVING, Status.SERVING],
    };
    t.strictSame(await found(), well);
    state.problem = "this machine's clock is 3600000 ms behind the database's";
    t.strictSame(await found(), {
      code: 503,
      text: `not ready\n${state.problem}\n`,
      statuses: [Status.NOT_SERVING, Status.NOT_SERVING, Status.NOT_SERVING],
    });
    delete state.problem;
    t.strictSame(await found(), well);
  },
);

t.test('a service of a cluster limits calls of a person, but not calls of other services', async (t) => {
  const { accounts, channel, asService } = await graphProcess(t, {
    SKEIN_CALLS_PER_USER: '2',
  });
  const [ada = '', bob = ''] = accounts.add('ada', 'bob');
  const graphAs = (from: Transport) => createClient(GraphService, from);
  const asAda = graphAs(withAccessToken(channel, () => accounts.token(ada)));
  for (let call = 1; call <= 2; call++) await asAda.followUser({ userId: bob });
  await t.rejects(asAda.followUser({ userId: bob }), { code: Code.ResourceExhausted });
  await t.resolves(graphAs(withAccessToken(channel, () => accounts.token(bob))).followUser({ userId: ada }));

  const graph = createClient(GraphMeshService, asService);
  for (let call = 1; call <= 5; call++) await graph.getViewerGraph({ userId: ada });
});

t.test(
  'a service shows its figures on requests by IP address or its name in the cluster; a request with two hosts is refused',
  async (t) => {
    const { httpPort } = await graphProcess(t);
    const status = (...hosts: string[]) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = hosts.flatMap((host) => ['host', host]);
        request({ port: httpPort, path: '/metrics', headers, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    const name = 'graph.skein.svc.cluster.local:8080';
    for (const own of ['localhost:1', '127.0.0.1', '[::1]:80', '10.1.2.3:9090', name])
      t.equal(await status(own), 200, own);
    for (const other of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      t.equal(await status(other), 403, other);
    t.equal(await status('localhost', 'evil.example'), 400);
  },
);
