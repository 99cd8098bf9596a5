import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'cassandra-driver';
import { javaAccess } from './cassandra-java.ts';
import type { Engine, EngineNode } from './engine.ts';
import { jars } from './getting/maven.ts';
import type { Place } from './place.ts';
import { versions } from './versions.ts';

const library = ({ cache }: Place) => join(cache, 'engines', `cassandra-${versions.cassandra}`);

/** One node. It runs on Java 17 only. */
export const cassandra: Engine = {
  name: 'cassandra',
  version: versions.cassandra,
  get: (place) => jars(library(place), [`org.apache.cassandra:cassandra-all:${versions.cassandra}`]),
  nodes: (place) => [node(place)],
  settings: (place) => ({
    SKEIN_CASSANDRA_CONTACT_POINTS: `127.0.0.1:${ports(place).native}`,
    SKEIN_CASSANDRA_DATACENTER: 'datacenter1',
    SKEIN_CASSANDRA_REPLICATION: '1',
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
    'cassandra.available_processors': '2',
  });
  const memory = ['-Xms512m', '-Xmx512m', '-XX:MaxDirectMemorySize=256m', '-XX:+UseSerialGC'];
  return {
    name: 'cassandra-1',
    host: '127.0.0.1',
    port: ports(place).native,
    async prepare(folder) {
      mkdirSync(join(folder, 'triggers'), { recursive: true });
      writeFileSync(join(folder, 'cassandra.yaml'), yaml(place));
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
    ready: () => answers(place),
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
`;
}

async function answers(place: Place): Promise<void> {
  const client = new Client({
    contactPoints: [`127.0.0.1:${ports(place).native}`],
    localDataCenter: 'datacenter1',
    socketOptions: { connectTimeout: 2_000, readTimeout: 5_000 },
  });
  try {
    await client.execute('SELECT release_version FROM system.local');
  } finally {
    await client.shutdown();
  }
}
