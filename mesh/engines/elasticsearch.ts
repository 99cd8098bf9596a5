import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openElasticsearch } from '../../platform/elasticsearch/elasticsearch.ts';
import { accessSettings, write } from './credentials.ts';
import { accessFiles, accessLines, clientAccess, give, systemUser } from './elasticsearch-access.ts';
import type { Engine, EngineNode } from './engine.ts';
import { javaHome } from './install/java.ts';
import { unpacked } from './install/maven.ts';
import type { Place } from './place.ts';

const version = '8.8.2';
const user = 'skein';
const library = ({ cache }: Place) => join(cache, 'engines', `elasticsearch-${version}`);

/**
 * One node, of the distribution that Elasticsearch's own tests use: the only one in Maven Central. It has no analysers of
 * languages, no scripts and no ingest pipelines, but accounts and TLS. It requires Java 17.
 */
export const elasticsearch: Engine = {
  name: 'elasticsearch',
  version,
  get: (place) =>
    unpacked(library(place), `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`),
  nodes: (place) => [node(place)],
  settings: (place) => ({
    SKEIN_ELASTICSEARCH_NODES: address(place),
    ...accessSettings(place, 'elasticsearch', user),
  }),
};

const ports = ({ offset }: Place) => ({ http: 9_200 + offset, transport: 9_210 + offset });
const address = (place: Place) => `127.0.0.1:${ports(place).http}`;

function node(place: Place): EngineNode {
  return {
    name: 'elasticsearch-1',
    host: '127.0.0.1',
    port: ports(place).http,
    async prepare(folder) {
      prepareHome(place, folder);
      const config = join(folder, 'config');
      for (const name of ['config', 'data', 'logs', 'tmp']) {
        mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
        give(join(folder, name));
      }
      const distribution = join(library(place), `elasticsearch-${version}`, 'config');
      copyFileSync(join(distribution, 'log4j2.properties'), join(config, 'log4j2.properties'));
      const files = {
        'elasticsearch.yml': yaml(place, folder),
        'jvm.options': '-XX:+UseSerialGC\n-XX:+ExitOnOutOfMemoryError\n-XX:TieredStopAtLevel=1\n',
        ...accessFiles(place, user),
      };
      for (const [name, text] of Object.entries(files)) {
        write(join(config, name), text);
        give(join(config, name));
      }
      give(join(config, 'log4j2.properties'));
    },
    command: (folder) => ({
      program: join(home(place, folder), 'bin', 'elasticsearch'),
      args: [],
      env: {
        ES_JAVA_HOME: javaHome(),
        ES_JAVA_OPTS: '-Xms512m -Xmx512m',
        ES_PATH_CONF: join(folder, 'config'),
        ES_TMPDIR: join(folder, 'tmp'),
        HOME: folder,
      },
      user: systemUser(),
    }),
    ready: () => answersQueries(place),
  };
}

/** Elasticsearch refuses to run as root, and the user that it runs as may not enter root's cache. */
function home(place: Place, folder: string): string {
  return systemUser() === undefined
    ? join(library(place), `elasticsearch-${version}`)
    : join(folder, `home-${version}`);
}

function prepareHome(place: Place, folder: string): void {
  const target = home(place, folder);
  if (!existsSync(target))
    cpSync(join(library(place), `elasticsearch-${version}`), target, { recursive: true });
}

function yaml(place: Place, folder: string): string {
  const values = {
    'cluster.name': 'skein',
    'node.name': 'elasticsearch-1',
    'network.host': '127.0.0.1',
    'http.port': ports(place).http,
    'transport.port': ports(place).transport,
    'discovery.type': 'single-node',
    'path.data': join(folder, 'data'),
    'path.logs': join(folder, 'logs'),
    'action.auto_create_index': false,
    'cluster.routing.allocation.disk.threshold_enabled': false,
    ...accessLines(place),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** A client can ask; the indices of an earlier run are there again. */
async function answersQueries(place: Place): Promise<void> {
  const db = await openElasticsearch({ nodes: [address(place)], ...clientAccess(place, user) });
  try {
    const { timed_out } = await db.ask((client) =>
      client.cluster.health({ wait_for_status: 'yellow', timeout: '1s' }, { ignore: [408] }),
    );
    if (timed_out) throw new Error('its indices are not ready yet');
  } finally {
    await db.close();
  }
}
