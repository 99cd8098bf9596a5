import { join } from 'node:path';
import { accessSettings, credentialsOf, write } from './credentials.ts';
import type { Engine, EngineNode } from './engine.ts';
import { debianPackage } from './install/debian.ts';
import { run } from './install/run.ts';
import type { Place } from './place.ts';

/** Debian's own package. */
const version = '7.0';
const server = '/usr/bin/redis-server';
const user = 'skein';
const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

/** A cluster of three nodes without persistence: its content can be recreated. */
export const redis: Engine = {
  name: 'redis',
  version,
  async get() {
    await debianPackage('redis-server', server);
    const found = await run(server, ['--version']);
    if (!found.includes(`v=${version}.`)) {
      throw new Error(`${server} is not of version ${version}: ${found}`);
    }
  },
  nodes: (place) => hosts.map((host, index) => node(place, host, index + 1)),
  async join(place) {
    if (!(await clusterOk(place))) {
      const addresses = hosts.map((host) => `${host}:${port(place)}`);
      const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '0', '--cluster-yes'];
      // Nodes that were joined before need a moment to reconnect, and refuse a second join.
      await run('redis-cli', [...signIn(place).args, ...create], { env: signIn(place).env }).catch(() => {});
    }
    if (!(await clusterOk(place))) throw new Error('the nodes have not met yet');
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await cli(place, hosts[0]!, '-c', 'SET', `skein:engines:${key}`, key, 'EX', '60');
    }
  },
  settings: (place) => ({
    SKEIN_REDIS_NODES: hosts.map((host) => `${host}:${port(place)}`).join(','),
    ...accessSettings(place, 'redis', user),
  }),
};

/** The nodes talk to each other on this port + 10,000. */
const port = ({ offset }: Place) => 7_379 + offset;

function node(place: Place, host: string, number: number): EngineNode {
  return {
    name: `redis-${number}`,
    host,
    port: port(place),
    async prepare(folder) {
      write(join(folder, 'redis.conf'), configuration(place, host, folder));
    },
    command: (folder) => ({ program: server, args: [join(folder, 'redis.conf')] }),
    async ready() {
      const answer = await cli(place, host, 'PING');
      if (answer !== 'PONG') throw new Error(answer);
    },
  };
}

function configuration(place: Place, host: string, folder: string): string {
  const credentials = credentialsOf(place);
  const password = credentials?.password('redis');
  const settings = {
    dir: folder,
    bind: host,
    'cluster-enabled': 'yes',
    'cluster-config-file': 'nodes.conf',
    'cluster-node-timeout': '2000',
    'cluster-announce-ip': host,
    save: '""',
    appendonly: 'no',
    daemonize: 'no',
    ...(credentials === undefined
      ? { port: port(place) }
      : {
          port: 0,
          'tls-port': port(place),
          'tls-cert-file': credentials.certificateFile,
          'tls-key-file': credentials.keyFile,
          'tls-ca-cert-file': credentials.caFile,
          'tls-auth-clients': 'no',
          // Nodes use TLS among each other too.
          'tls-cluster': 'yes',
          'tls-replication': 'yes',
          masteruser: user,
          masterauth: password,
        }),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  if (credentials !== undefined) lines.push('user default off', `user ${user} on >${password} ~* &* +@all`);
  return `${lines.join('\n')}\n`;
}

/** Every node sees all slots served and knows the others. */
async function clusterOk(place: Place): Promise<boolean> {
  const seen = await Promise.all(hosts.map((host) => cli(place, host, 'CLUSTER', 'INFO')));
  return seen.every((text) => /cluster_state:ok/.test(text) && /cluster_known_nodes:3/.test(text));
}

/** How redis-cli connects. It verifies the certificate but not its address; Skein's clients verify both. */
function signIn(place: Place): { args: readonly string[]; env: Record<string, string> } {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return { args: [], env: {} };
  return {
    args: ['--tls', '--cacert', credentials.caFile, '--user', user],
    env: { REDISCLI_AUTH: credentials.password('redis') },
  };
}

/** redis-cli prints errors on its output and exits with 0; here they are errors. */
async function cli(place: Place, host: string, ...words: string[]): Promise<string> {
  const { args, env } = signIn(place);
  const text = await run('redis-cli', ['-e', '-h', host, '-p', String(port(place)), ...args, ...words], {
    limitMs: 5_000,
    env,
  });
  return text.trim();
}
