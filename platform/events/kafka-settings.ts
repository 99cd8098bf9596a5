import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
import type { KafkaClientOptions } from './kafka-client.ts';

/** The settings of Kafka. Loaded beside `engineSettings` as `engines`. */
export const kafkaSettings = group(
  {
    brokers: {
      env: 'SKEIN_KAFKA_BROKERS',
      type: 'list',
      default: ['127.0.0.1:9092'],
      doc: 'Some brokers of Kafka, as host:port; the client discovers the others.',
    },
    ...accessSettings({ env: 'SKEIN_KAFKA', engine: 'Kafka', account: 'user', signIn: 'SCRAM-SHA-512' }),
    partitions: {
      env: 'SKEIN_KAFKA_PARTITIONS',
      type: 'int',
      unit: 'partitions',
      default: 8,
      min: 1,
      max: 10_000,
      doc: 'The number of partitions of a new topic; at most this many processes of a group share its work.',
    },
    sessionMs: {
      env: 'SKEIN_KAFKA_SESSION',
      type: 'duration',
      default: 6_000,
      min: 6_000,
      max: 10_000,
      doc: 'A consumer that sends no heartbeat for this long loses its partitions to others.',
    },
  },
  ({ brokers, password }, all) =>
    accessProblems(
      { env: 'SKEIN_KAFKA', list: 'BROKERS', noun: 'broker', addresses: brokers, password },
      all,
    ),
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function kafkaAccess(
  { brokers, user, password, caFile }: ValuesOf<typeof kafkaSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): Pick<KafkaClientOptions, 'brokers' | 'ssl' | 'sasl'> {
  return {
    brokers,
    ...(!insecureLoopback && { ssl: caFile === '' ? {} : { ca: readFileSync(caFile, 'utf8') } }),
    ...(password && {
      sasl: { mechanism: 'scram-sha-512', username: user, password: password.reveal() },
    }),
  };
}
