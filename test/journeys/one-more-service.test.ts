import { readFileSync } from 'node:fs';
import { Code, createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import t from 'tap';
import { pages } from '../../docs/generate/pages.ts';
import { servicesPage } from '../../docs/generate/services-page.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { cassandra } from '../../platform/cassandra/engine.ts';
import { type Groups, group, loadConfig } from '../../platform/config.ts';
import { redis } from '../../platform/redis/engine.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { until } from '../../platform/testing/until.ts';
import { defineService, keepsNothing } from '../../services/hosting/define-service.ts';
import {
  type BadRequest,
  badInto,
  type Cast,
  type Examples,
  field,
  type Good,
  goodInto,
} from '../../services/hosting/examples.ts';
import type { ClusterHost, Host } from '../../services/hosting/host.ts';
import { serviceTable } from '../../services/hosting/service-table.ts';
import { settingGroups } from '../../services/hosting/settings.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { productSettings } from '../../services/product/settings.ts';
import { topics } from '../../services/product/topics.ts';
import { services } from '../../services/registry.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { collectExamples, gapsOf } from './bad-input/collect.ts';

/** Whose purge the service was called for, and with what. */
const forgotten: string[] = [];

/** Its adapters of the cluster profile, as they should be. */
const onRedis = async (host: ClusterHost) => String(await host.engine(redis));

/** Its examples: an RPC with a handler has a good and a bad one. */
function examples(cast: Cast): Examples {
  const good: Good[] = [];
  const bad: BadRequest[] = [];
  goodInto(good)(ProbeService.method.unary, { text: 'today' });
  goodInto(good)(ProbeService.method.userOnly, {});
  const ada = badInto(bad, cast.as(cast.ada));
  ada(ProbeService.method.unary, 'a text of 101 characters', { text: 'x'.repeat(101) }, field('text'));
  return { good, bad };
}

/** The content of a service's folder; `reachFor` is called with its host while it is composed. */
const weather = (reachFor: (host: Host) => unknown = () => {}, cluster = onRedis) =>
  defineService({
    name: 'weather',
    public: [ProbeService],
    port: 50_099,
    settings: {
      weather: group({
        greeting: { env: 'SKEIN_WEATHER_GREETING', type: 'string', default: 'sunny', doc: 'What it says.' },
      }),
    },
    calls: [UserMeshService.method.batchGetCards],
    topics: { publishes: [], consumes: {} },
    engines: [redis],
    secrets: ['weather-stations'],
    account: {
      ...keepsNothing('It keeps what people asked for until they are gone.'),
      purged: {
        says: 'Forgets what the account asked for.',
        work:
          (engines, { weather }) =>
          async (userId) =>
            void forgotten.push(`${userId}: ${weather.greeting}, ${engines}`),
      },
    },
    adapters: async () => ({ embedded: () => 'files', cluster }),
    examples: async () => ({ examples }),
    compose: async () => ({
      async compose(host, engines, { weather: { greeting } }) {
        await reachFor(host);
        host.transport('user');
        host.secret('weather-stations');
        return {
          hosted: [
            hosted(ProbeService, {
              unary: () => ({ text: `${greeting}, of ${engines}` }),
              userOnly: () => ({}),
            }),
          ],
          async start() {},
        };
      },
    }),
  });

const clusterHost = {
  profile: 'cluster',
  env: {},
  transport() {},
  secret() {},
  engine: async ({ name }: { name: string }) => name,
} as unknown as ClusterHost;

/** Its line in the registry. */
const withWeather = (reachFor?: (host: Host) => unknown) =>
  serviceTable([...services.all, weather(reachFor)]);

const start = (table: typeof services, dataDir: string, env: Record<string, string> = {}) =>
  startProcess({
    services: table,
    env: {
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_WEATHER_GREETING: 'rainy',
      ...unlimitedSettings,
      ...env,
    },
    log: pino({ level: 'silent' }),
    processFigures: false,
  });

t.test(
  'a folder and a line make a service: hosted on every listener, guarded, with its settings',
  async (t) => {
    const network = await start(withWeather(), t.testdir());
    const transport = grpcTransport({ address: `127.0.0.1:${network.grpcPort}` });
    t.teardown(async () => {
      transport.close();
      await network.close();
    });
    const probe = createClient(ProbeService, transport);
    t.equal((await probe.unary({})).text, 'rainy, of files');
    await t.rejects(probe.unary({ text: 'x'.repeat(101) }), { code: Code.InvalidArgument }, 'validated');
    await t.rejects(probe.userOnly({}), { code: Code.Unauthenticated }, 'strangers are refused');
    await t.rejects(probe.serviceOnly({}), { code: Code.Unimplemented }, 'what has no handler says so');
    const { tokens } = await createClient(AuthService, transport).signUp({
      handle: 'ada',
      password: 'correct horse battery',
    });
    await t.resolves(probe.userOnly({}, { headers: { authorization: `Bearer ${tokens!.accessToken}` } }));
    const overHttp = await fetch(
      `http://127.0.0.1:${network.httpPort}/skein.probe.mesh.v1.ProbeService/Unary`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      },
    );
    t.match(await overHttp.json(), { text: 'rainy, of files' });
  },
);

t.test('it has its own addresses, secrets and token, and its cluster adapters', async (t) => {
  const table = withWeather();
  t.strictSame(loadConfig(settingGroups(table), {}).addresses.weather, ['127.0.0.1:50099']);
  t.ok(table.secrets.includes('weather-stations'));
  t.ok(table.built.some(({ name }) => name === 'weather'));
  t.ok(table.mayCall('weather', UserMeshService.method.checkSession), 'its guard asks for sessions');
  t.notOk(table.mayCall('weather', UserMeshService.method.setRole));
  const [handlers] = (await weather().compose(clusterHost)).hosted;
  t.match(await (handlers!.impl as { unary(): unknown }).unary(), { text: 'sunny, of redis' });
});

t.test('the engines that services use are those of the deployment, neither more nor fewer', async (t) => {
  const names = (table: typeof services) => table.engines.map(({ name }) => name);
  t.strictSame(names(serviceTable([weather()])), ['redis', 'postgres', 'kafka']);
  t.strictSame(names(services), ['redis', 'postgres', 'kafka', 'dgraph', 'cassandra', 'elasticsearch']);
  const askForMore = async (host: ClusterHost) => String(await host.engine(cassandra));
  await t.rejects(weather(undefined, askForMore).compose(clusterHost), {
    message: 'weather does not declare that it uses cassandra',
  });
  await t.rejects(weather(undefined, async () => '').compose(clusterHost), {
    message: 'weather declares that it uses redis, but does not open it',
  });
});

t.test('a process does not start with a service that uses something undeclared', async (t) => {
  const subscribe = (group: string, topic: string) => (host: Host) =>
    host.bus.subscribe({ group, topic, onBatch: async () => {} });
  const cases: readonly [(host: Host) => unknown, RegExp][] = [
    [(host) => host.transport('post'), /weather does not declare that it calls post/],
    [(host) => host.secret('refresh-tokens'), /weather does not declare the secret refresh-tokens/],
    [subscribe('weather', topics.post), /weather does not declare that weather consumes post/],
    [subscribe('graph', topics.user), /weather does not declare that graph consumes user/],
    [
      (host) => host.bus.publish([{ topic: topics.post } as never]),
      /weather does not declare that it publishes post/,
    ],
  ];
  for (const [index, [reachFor, message]] of cases.entries())
    await t.rejects(start(withWeather(reachFor), t.testdir({ [index]: {} })), { message });
});

t.test('its examples are collected, and an RPC without a good or a bad one is found', async (t) => {
  const cast = { as: () => ({}) } as unknown as Cast;
  const own = await collectExamples(serviceTable([weather()]), cast);
  t.strictSame(
    own.good.map(({ method }) => method.name),
    ['Unary', 'UserOnly'],
  );
  t.strictSame(gapsOf(own), []);
  t.ok(own.unserved.includes(ProbeService.method.serviceOnly), 'which must answer UNIMPLEMENTED');
  t.strictSame(gapsOf({ ...own, bad: [] }), ['ProbeService/Unary has no bad example']);
  const { examples: _, ...without } = weather();
  t.throws(() => serviceTable([without as never]), /weather has no examples/);
});

t.test('the generated pages and lists name it', async (t) => {
  const table = withWeather();
  const names = {
    'docs/config.md': 'SKEIN_WEATHER_GREETING',
    'docs/services.md': '| weather | 50099 | `skein.probe.mesh.v1.ProbeService`',
  };
  const made = pages(table);
  for (const [path, name] of Object.entries(names)) {
    const current = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    t.notOk(current.includes(name));
    t.ok(made[path]!(current).includes(name), path);
  }
  t.match(servicesPage(table), /\| weather \|.*Forgets what the account asked for/);
});

t.test('it receives account purges, and a service must declare what it does with accounts', async (t) => {
  const env = { SKEIN_RESTORE_WINDOW: '1ms', SKEIN_USER_SWEEP_INTERVAL: '1s' };
  const network = await start(withWeather(), t.testdir(), env);
  const transport = grpcTransport({ address: `127.0.0.1:${network.grpcPort}` });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  const password = 'correct horse battery';
  const { tokens, account } = await createClient(AuthService, transport).signUp({
    handle: 'ada',
    password,
  });
  const headers = { authorization: `Bearer ${tokens!.accessToken}` };
  await createClient(UserService, transport).deactivateUser({ password }, { headers });
  const seen = `${account!.user!.id}: rainy, files`;
  await until('the purge', () => forgotten.includes(seen));
  t.strictSame(forgotten, [seen], 'of no other moment');

  const { account: _, ...silent } = weather();
  const saying = (more: object) => ({ ...weather(), account: { ...weather().account, ...more } });
  for (const [service, moment] of [
    [silent, 'hidden'],
    [saying({ restored: undefined }), 'restored'],
    [saying({ purged: { says: ' ' } }), 'purged'],
    [saying({ exported: undefined }), 'exported'],
  ] as const)
    t.throws(() => serviceTable([service as never]), {
      message: `weather does not say what it does when an account is ${moment}`,
    });
});

t.test('a service has a name that means nothing else', async (t) => {
  for (const name of ['front', 'gateway', 'list', 'product', 'events', 'Weather', 'two-words', ''])
    t.throws(() => serviceTable([{ ...weather(), name }]), { message: /^a service cannot be called / }, name);
});

t.test('two services do not share the name of a group of settings, or a setting', async (t) => {
  const other = (settings: object) =>
    serviceTable([
      weather(),
      { ...weather(), name: 'tides', port: 1, public: [], settings: settings as Groups },
    ]);
  const own = { height: { env: 'SKEIN_HEIGHT', type: 'string', default: '', doc: 'Metres.' } } as const;
  for (const name of ['weather', 'limits', 'redis', 'addresses'])
    t.throws(
      () => settingGroups(other({ [name]: group(own) })),
      {
        message: `tides has a group of settings with the name ${name}, which another group has`,
      },
      name,
    );
  t.doesNotThrow(() => settingGroups(other({ product: productSettings, tides: group(own) })));
  t.throws(
    () => loadConfig(settingGroups(other({ tides: weather().settings.weather })), {}),
    /SKEIN_WEATHER_GREETING is declared by two groups/,
  );
});

t.test('two services do not share a name, a port or a contract', async (t) => {
  t.throws(() => serviceTable([weather(), weather()]), /the name weather/);
  t.throws(() => serviceTable([weather(), { ...weather(), name: 'tides' }]), /the port 50099/);
  t.throws(
    () => serviceTable([weather(), { ...weather(), name: 'tides', port: 1 }]),
    /the contract skein\.probe/,
  );
});
