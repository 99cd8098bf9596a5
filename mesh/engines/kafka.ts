import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import type { Engine, EngineNode } from './engine.ts';
import { jars } from './getting/maven.ts';
import { run } from './getting/run.ts';
import type { Place } from './place.ts';
import { versions } from './versions.ts';

const library = ({ cache }: Place) => join(cache, 'engines', `kafka-${versions.kafka}`);

/** One broker that is its own controller (KRaft). Topics are made by those who need them, never by a mistyped name. */
export const kafka: Engine = {
  name: 'kafka',
  version: versions.kafka,
  get: (place) =>
    jars(library(place), [
      `org.apache.kafka:kafka_2.13:${versions.kafka}`,
      `org.slf4j:slf4j-simple:${versions.slf4j}`,
    ]),
  nodes: (place) => [broker(place)],
  settings: (place) => ({ SKEIN_KAFKA_BROKERS: `127.0.0.1:${ports(place).broker}` }),
};

const ports = ({ offset }: Place) => ({ broker: 9_092 + offset, controller: 9_093 + offset });

function broker(place: Place): EngineNode {
  const classpath = join(library(place), '*');
  return {
    name: 'kafka-1',
    host: '127.0.0.1',
    port: ports(place).broker,
    async prepare(folder) {
      const file = join(folder, 'server.properties');
      writeFileSync(file, properties(place, folder));
      if (existsSync(join(folder, 'data', 'meta.properties'))) return;
      const tool = (...words: string[]) =>
        run('java', ['-cp', classpath, 'kafka.tools.StorageTool', ...words]);
      const id = (await tool('random-uuid')).trim().split('\n').at(-1)!;
      await tool('format', '-t', id, '-c', file, '--ignore-formatted');
    },
    command: (folder) => ({
      program: 'java',
      args: [
        ...['-Xms256m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath],
        ...['kafka.Kafka', join(folder, 'server.properties')],
      ],
    }),
    ready: () => describesItself(place),
  };
}

function properties(place: Place, folder: string): string {
  const { broker, controller } = ports(place);
  const values = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'num.network.threads': 1,
    'num.io.threads': 2,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'log.segment.bytes': 16_777_216,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A client can describe the cluster; an open port alone is early. */
async function describesItself(place: Place): Promise<void> {
  const client = new Kafka({
    brokers: [`127.0.0.1:${ports(place).broker}`],
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const admin = client.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (brokers.length === 0) throw new Error('no broker has registered yet');
    await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
