import { randomUUID } from 'node:crypto';
import { kafkaClient } from '../../platform/events/kafka-client.ts';
import { kafkaPublisher } from '../../platform/events/kafka-publisher.ts';
import { kafkaOfTests } from '../engines/kafka.ts';

/** `poison-event.ts TOPIC`: publishes a record that no consumer can read on this machine's cluster. Prints its id. */
const [topic = 'user'] = process.argv.slice(2);
const publisher = kafkaPublisher(kafkaClient({ clientId: 'poison', ...kafkaOfTests() }), async () => {});
const eventId = `poison-${randomUUID().slice(0, 8)}`;
await publisher.publish([
  {
    topic: `skein.${topic}`,
    key: 'nobody',
    eventId,
    timeMs: Date.now(),
    value: Uint8Array.of(255, 255, 255),
  },
]);
await publisher.close();
process.stdout.write(`${eventId}\n`);
