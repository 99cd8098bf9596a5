import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { Test } from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { kafkaBus } from '../../platform/events/kafka.ts';
import { kafkaClient } from '../../platform/events/kafka-client.ts';
import { kafkaAccess, kafkaSettings } from '../../platform/events/kafka-settings.ts';
import type { EventBus } from '../../platform/events/port.ts';
import { topics } from '../../services/product/topics.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The brokers of this machine's engines. */
export function kafkaOfTests(env = settingsOf('kafka')): ReturnType<typeof kafkaAccess> {
  const groups = { engines: engineSettings, kafka: kafkaSettings };
  const { engines, kafka } = loadConfig(groups, env);
  return kafkaAccess(kafka, engines);
}

/** A client of them; topics with the prefix are deleted after the test. */
export function testKafka(t: Test, prefix: string): Kafka {
  const kafka = kafkaClient({ clientId: 'test', ...kafkaOfTests() });
  t.teardown(async () => {
    const admin = kafka.admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
  });
  return kafka;
}

/** Opens event buses on the same topics, as the processes of one network do. Each is closed after the test. */
export function testBuses(t: Test): () => EventBus {
  const prefix = `test-${randomUUID()}.`;
  const kafka = testKafka(t, prefix);
  return () => {
    const bus = kafkaBus({
      kafka,
      clock: systemClock,
      topics: Object.values(topics),
      prefix,
      partitions: 4,
      redeliveryMs: 1,
    });
    t.teardown(() => bus.close());
    return bus;
  };
}
