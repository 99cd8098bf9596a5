import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { askCassandra } from './cassandra-access.ts';
import { javaAccess } from './cassandra-java.ts';
import { accessSettings, credentialsOf, write } from './credentials.ts';
import type { Engine, EngineNode } from './engine.ts';
import { jars } from './install/maven.ts';
import type { Place } from './place.ts';

const version = '5.0.8';
const user = 'skein';
const library = ({ cache }: Place) => join(cache, 'engines', `cassandra-${version}`);

/** One node. It requires Java 17. */
export const cassandra: Engine = {
  name: 'cassandra',
  version,
  get: (place) => jars(library(place), [`org.apache.cassandra:cassandra-all:${version}`]),
  nodes: (place) => [node(place)],
  settings: (place) => ({
    SKEIN_CASSANDRA_CONTACT_POINTS: `127.0.0.1:${ports(place).native}`,
    SKEIN_CASSANDRA_DATACENTER: 'datacenter1',
    SKEIN_CASSANDRA_REPLICATION: '1',
    ...accessSettings(place, 'cassandra', user),
  }),
};

const ports = ({ offset }: Place) => ({ storage: 7_000 + offset, native: 9_042 + offset });

function node(place: Place): EngineNode {
  const properties = (folder: string) => ({
    'jdk.attach.allowAttachSelf': 'true',
    'io.netty.tryReflectionSetAccessible': 'true',
    'cassandra.config': `file://${join(folder, 'cassandra.yaml')}`,
    'cassandra.storagedir': folder,
    'cassandra.triggers_dir': join(folder, 'triggers'),
    'cassandra-foreground': 'yes',
    'cassandra.skip_wait_for_gossip_to_settle': '0',
    'cassandra.ring_delay_ms': '1000',
    // The default account is created at once, so that it can be locked at once.
    'cassandra.superuser_setup_delay_ms': '-1',
    'cassandra.available_processors': '2',
  });
  const memory = ['-Xms512m', '-Xmx512m', '-XX:MaxDirectMemorySize=256m', '-XX:+UseSerialGC'];
  return {
    name: 'cassandra-1',
    host: '127.0.0.1',
    port: ports(place).native,
    async prepare(folder) {
      mkdirSync(join(folder, 'triggers'), { recursive: true });
      write(join(folder, 'cassandra.yaml'), yaml(place));
    },
    command: (folder) => ({
      program: 'java',
      args: [
        ...memory,
        ...javaAccess,
        ...Object.entries(properties(folder)).map(([name, value]) => `-D${name}=${value}`),
        ...['-cp', `${folder}:${join(library(place), '*')}`],
        'org.apache.cassandra.service.CassandraDaemon',
      ],
    }),
    ready: () => askCassandra(place, `127.0.0.1:${ports(place).native}`, user),
  };
}

function yaml(place: Place): string {
  const values = {
    cluster_name: 'skein',
    num_tokens: 1,
    partitioner: 'org.apache.cassandra.dht.Murmur3Partitioner',
    // An acknowledged write is on disk: the acknowledgement waits for the group's fsync.
    commitlog_sync: 'group',
    commitlog_sync_group_window: '5ms',
    commitlog_segment_size: '8MiB',
    endpoint_snitch: 'SimpleSnitch',
    listen_address: '127.0.0.1',
    rpc_address: '127.0.0.1',
    storage_port: ports(place).storage,
    native_transport_port: ports(place).native,
    concurrent_reads: 4,
    concurrent_writes: 4,
    concurrent_compactors: 1,
    memtable_heap_space: '32MiB',
    memtable_offheap_space: '32MiB',
    file_cache_size: '16MiB',
    networking_cache_size: '16MiB',
    key_cache_size: '1MiB',
    counter_cache_size: '1MiB',
    cdc_enabled: false,
    paxos_variant: 'v2',
    auto_snapshot: false,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${value}\n`);
  return `${lines.join('')}seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: "127.0.0.1:${ports(place).storage}"
${access(place)}`;
}

/** In a secure place clients use TLS and passwords, nodes use certificates of the same authority. */
function access(place: Place): string {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return '';
  const certificates = `
  ssl_context_factory:
    class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
  keystore: ${credentials.keyAndCertificateFile}
  truststore: ${credentials.caFile}
`;
  return `authenticator: PasswordAuthenticator
authorizer: CassandraAuthorizer
role_manager: CassandraRoleManager
client_encryption_options:
  enabled: true
  optional: false
  require_client_auth: false${certificates}server_encryption_options:
  internode_encryption: all
  require_client_auth: true${certificates}`;
}
