import type { Engine, EngineNode } from './engine.ts';
import { debianPackage } from './getting/debian.ts';
import { run } from './getting/run.ts';
import type { Place } from './place.ts';
import { versions } from './versions.ts';

const server = '/usr/bin/redis-server';
const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

/** A cluster of three nodes that keeps nothing on disk: what is in it can be made again. */
export const redis: Engine = {
  name: 'redis',
  version: versions.redis,
  async get() {
    await debianPackage('redis-server', server);
    const found = await run(server, ['--version']);
    if (!found.includes(`v=${versions.redis}.`)) {
      throw new Error(`${server} is not of version ${versions.redis}: ${found}`);
    }
  },
  nodes: (place) => hosts.map((host, index) => node(place, host, index + 1)),
  async join(place) {
    if (!(await clusterOk(place))) {
      const addresses = hosts.map((host) => `${host}:${port(place)}`);
      const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '0', '--cluster-yes'];
      // Nodes that were joined before need a moment to meet again, and refuse a second joining.
      await run('redis-cli', create).catch(() => {});
    }
    if (!(await clusterOk(place))) throw new Error('the nodes have not met yet');
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await cli(place, hosts[0]!, '-c', 'SET', `skein:engines:${key}`, key, 'EX', '60');
    }
  },
  settings: (place) => ({
    SKEIN_REDIS_NODES: hosts.map((host) => `${host}:${port(place)}`).join(','),
  }),
};

/** The nodes speak among each other on this port + 10,000. */
const port = ({ offset }: Place) => 7_379 + offset;

function node(place: Place, host: string, number: number): EngineNode {
  const options = {
    bind: host,
    port: String(port(place)),
    'cluster-enabled': 'yes',
    'cluster-config-file': 'nodes.conf',
    'cluster-node-timeout': '2000',
    'cluster-announce-ip': host,
    save: '',
    appendonly: 'no',
    daemonize: 'no',
  };
  return {
    name: `redis-${number}`,
    host,
    port: port(place),
    command: (folder) => ({
      program: server,
      args: [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), '--dir', folder],
    }),
    async ready() {
      const answer = await cli(place, host, 'PING');
      if (answer !== 'PONG') throw new Error(answer);
    },
  };
}

/** Every node sees every slot served and knows the others. */
async function clusterOk(place: Place): Promise<boolean> {
  const seen = await Promise.all(hosts.map((host) => cli(place, host, 'CLUSTER', 'INFO')));
  return seen.every((text) => /cluster_state:ok/.test(text) && /cluster_known_nodes:3/.test(text));
}

/** redis-cli tells an error on its output and ends well: that is an error here. */
async function cli(place: Place, host: string, ...words: string[]): Promise<string> {
  const text = await run('redis-cli', ['-e', '-h', host, '-p', String(port(place)), ...words], {
    limitMs: 5_000,
  });
  return text.trim();
}
