import type { Kafka } from 'kafkajs';
import type { Test } from 'tap';
import { kafkaClient } from '../../platform/events/kafka-client.ts';
import { engineSettings } from './engines.ts';

/** The brokers of this machine's engines; topics whose names begin with the prefix go with the test. */
export function testKafka(t: Test, prefix: string): Kafka {
  const kafka = kafkaClient({
    clientId: 'test',
    brokers: engineSettings('kafka').SKEIN_KAFKA_BROKERS!.split(','),
  });
  t.teardown(async () => {
    const admin = kafka.admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
  });
  return kafka;
}
