import { createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import t from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { withAccessToken } from '../../platform/testing/test-host.ts';
import { people } from '../graph/testing/people.ts';
import { services } from '../registry.ts';
import type { Service } from './define-service.ts';
import type { Host } from './host.ts';
import { layoutOf } from './layout.ts';
import { serviceTable } from './service-table.ts';
import { startProcess } from './start-process.ts';

const namesOf = (...words: string[]) => {
  const { name, hosts, profile, listens } = layoutOf(services, words);
  return { name, hosts: hosts.map((service) => service.name), profile, listens };
};

t.test('the arguments choose which part of a network a process is', async (t) => {
  const all = services.built.map(({ name }) => name);
  t.strictSame(namesOf(), { name: 'skein', hosts: all, profile: 'embedded', listens: 'edge' });
  t.strictSame(namesOf('front'), { name: 'front', hosts: [], profile: 'cluster', listens: 'edge' });
  t.strictSame(namesOf('post'), { name: 'post', hosts: ['post'], profile: 'cluster', listens: 'mesh' });
  const grouped = { name: 'user-post', hosts: ['user', 'post'], profile: 'cluster', listens: 'mesh' };
  t.strictSame(namesOf('post', 'user'), grouped, 'in the order of the table');
  t.throws(() => namesOf('weather'), /there is no service weather/);
  t.throws(() => namesOf('post', 'media'), /the media service is not built yet/);
});

t.test('services that share a process of a cluster call each other directly', async (t) => {
  const accounts = await people();
  const [ada = ''] = accounts.add('ada');
  const composed = (name: string, compose: (host: Host) => ReturnType<typeof hosted>): Service => ({
    ...services.of(name),
    compose: async (host) => ({ hosted: [compose(host)], async start() {} }),
  });
  const user = composed('user', () => accounts.service);
  const graph = composed('graph', (host) => {
    const users = createClient(UserMeshService, host.transport('user'));
    return hosted(GraphService, {
      async followUser({ userId }) {
        await users.batchGetCards({ userIds: [userId] });
        return {};
      },
    });
  });
  const table = serviceTable(
    services.all.map((each) => [user, graph].find(({ name }) => name === each.name) ?? each),
  );
  const { grpcPort, close } = await startProcess({
    services: table,
    layout: layoutOf(table, ['user', 'graph']),
    env: {
      SKEIN_PROFILE: 'cluster',
      SKEIN_SECRETS_DIR: '/secrets',
      SKEIN_INSECURE_LOOPBACK: 'true',
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_OVERLOAD_TURN: '10s',
    },
    log: pino({ level: 'silent' }),
    processFigures: false,
    openProfile: async () => ({
      meshKeys: accounts.keys,
      secret: () => Buffer.alloc(32),
      hostOf: async (_, base) => base as never,
      transport: (_, callee) => {
        throw new Error(`the test expects no call over the network, but ${callee} is called`);
      },
    }),
  });
  const channel = grpcTransport({ address: `127.0.0.1:${grpcPort}` });
  t.teardown(async () => {
    channel.close();
    await close();
  });
  const asAda = createClient(
    GraphService,
    withAccessToken(channel, () => accounts.token(ada)),
  );
  await t.resolves(asAda.followUser({ userId: ada }));
});
