import t from 'tap';
import { settle } from '../testing/until.ts';
import { eventLoopThrottle } from './event-loop-throttle.ts';

function loop() {
  let waiting: (() => void)[] = [];
  return {
    nextTurn: (run: () => void) => void waiting.push(run),
    async turn() {
      const some = waiting;
      waiting = [];
      for (const run of some) run();
      await settle();
    },
    pending: () => waiting.length,
  };
}

t.test('so many begin in a turn of the loop, each once and in order', async (t) => {
  const { nextTurn, turn, pending } = loop();
  const { take } = eventLoopThrottle(3, nextTurn);
  const begun: number[] = [];
  const look = async (n: number) => {
    await take();
    begun.push(n);
  };
  for (let n = 0; n < 8; n++) void look(n);
  await settle();
  t.strictSame(begun, [0, 1, 2], 'the first caller does not wait');
  await turn();
  t.strictSame(begun, [0, 1, 2, 3, 4, 5]);
  void look(8);
  await turn();
  t.strictSame(begun, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await turn();
  t.equal(pending(), 0, 'without callers the loop is idle');
  void look(9);
  await settle();
  t.equal(begun.at(-1), 9);
});

t.test('other work runs in between', async (t) => {
  const { take } = eventLoopThrottle(4);
  const log: string[] = [];
  const looks = Array.from({ length: 40 }, async () => {
    await take();
    log.push('look');
  });
  const other = (async () => {
    for (let n = 0; n < 8; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      log.push('other');
    }
  })();
  await Promise.all([...looks, other]);
  const longest = Math.max(
    ...log
      .join(' ')
      .split('other')
      .map((run) => run.trim().split(' ').filter(Boolean).length),
  );
  t.equal(log.filter((each) => each === 'look').length, 40);
  t.ok(longest <= 8, `${longest} looks in a row`);
});
