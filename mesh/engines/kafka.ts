import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaClient } from '../../platform/events/kafka-client.ts';
import { accessSettings, credentialsOf, write } from './credentials.ts';
import type { Engine, EngineNode } from './engine.ts';
import { jars } from './install/maven.ts';
import { run } from './install/run.ts';
import type { Place } from './place.ts';

const version = '4.1.1';
/** What Kafka logs through. */
const slf4jVersion = '1.7.36';
const user = 'skein';
const library = ({ cache }: Place) => join(cache, 'engines', `kafka-${version}`);

/** One broker that is its own controller (KRaft). Topics are created explicitly, never by a misspelt name. */
export const kafka: Engine = {
  name: 'kafka',
  version,
  get: (place) =>
    jars(library(place), [
      `org.apache.kafka:kafka_2.13:${version}`,
      `org.slf4j:slf4j-simple:${slf4jVersion}`,
    ]),
  nodes: (place) => [broker(place)],
  settings: (place) => ({
    SKEIN_KAFKA_BROKERS: `127.0.0.1:${ports(place).broker}`,
    ...accessSettings(place, 'kafka', user),
  }),
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
      write(file, properties(place, folder));
      if (existsSync(join(folder, 'data', 'meta.properties'))) return;
      // The arguments are in a file, because other users of the machine can see a command line.
      const tool = async (...words: string[]) => {
        const argumentFile = join(folder, 'storage-tool.args');
        write(argumentFile, ['-cp', classpath, 'kafka.tools.StorageTool', ...words].map(quoted).join('\n'));
        return run('java', [`@${argumentFile}`]).finally(() => rmSync(argumentFile));
      };
      const id = (await tool('random-uuid')).trim().split('\n').at(-1)!;
      const password = credentialsOf(place)?.password('kafka');
      const account = password && ['--add-scram', `SCRAM-SHA-512=[name=${user},password=${password}]`];
      await tool('format', '-t', id, '-c', file, '--ignore-formatted', ...(account ?? []));
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
    listeners: `CLIENT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENT',
    ...access(place),
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

/** In a secure place clients use TLS and passwords, controllers use certificates of the same authority. */
function access(place: Place): Record<string, string> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) {
    return { 'listener.security.protocol.map': 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT' };
  }
  const login = `username="${user}" password="${credentials.password('kafka')}"`;
  const mechanism = 'SCRAM-SHA-512';
  return {
    'listener.security.protocol.map': 'CLIENT:SASL_SSL,CONTROLLER:SSL',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': credentials.keyAndCertificateFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': credentials.caFile,
    'listener.name.controller.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': mechanism,
    'sasl.mechanism.inter.broker.protocol': mechanism,
    'listener.name.client.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required ${login};`,
  };
}

/** An argument in the syntax of Java's argument files. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** A client can describe the cluster; an open port alone is too early. */
async function describesItself(place: Place): Promise<void> {
  const credentials = credentialsOf(place);
  const client = kafkaClient({
    clientId: 'engines',
    brokers: [`127.0.0.1:${ports(place).broker}`],
    ...(credentials && {
      ssl: { ca: readFileSync(credentials.caFile, 'utf8') },
      sasl: { mechanism: 'scram-sha-512', username: user, password: credentials.password('kafka') },
    }),
  });
  const admin = client.admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (brokers.length === 0) throw new Error('no broker has registered yet');
    await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
