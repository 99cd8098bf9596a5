import t from 'tap';
import { systemClock } from '../clock.ts';
import { settle, until } from '../testing/until.ts';
import type { Delivery } from './port.ts';
import { consumerGroup } from './sqlite-group.ts';

function delivery(offset: number): Delivery {
  return {
    topic: 'topic',
    partition: 0,
    offset,
    key: 'key',
    eventId: `${offset}`,
    timeMs: 0,
    value: new Uint8Array(),
  };
}

t.test('a partition is read until its last record, and again when it is woken', async (t) => {
  const log = [delivery(0), delivery(1), delivery(2)];
  const reads: number[] = [];
  const group = consumerGroup({
    offsets: [0],
    timers: systemClock,
    redeliveryMs: 1,
    read(_, from, limit) {
      reads.push(from);
      return log.slice(from, from + limit);
    },
    keep: async () => {},
  });
  t.teardown(() => group.stop());
  const delivered: number[] = [];
  let processing: PromiseWithResolvers<void> | undefined;
  group.join({
    topic: 'topic',
    group: 'group',
    maxBatch: 2,
    async onBatch({ records }) {
      delivered.push(...records.map(({ offset }) => offset));
      await processing?.promise;
    },
  });
  await until('the log is delivered', () => delivered.length === 3);
  await settle();
  t.same(reads, [0, 2], 'a batch that is not full is the last one');

  processing = Promise.withResolvers();
  log.push(delivery(3));
  group.wake([0]);
  await until('it is processed', () => delivered.length === 4);
  log.push(delivery(4));
  group.wake([0]);
  processing.resolve();
  await until('what came meanwhile is delivered', () => delivered.length === 5);
  await settle();
  t.same(reads, [0, 2, 3, 4]);
});
