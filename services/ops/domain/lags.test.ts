import t from 'tap';
import type { Lag } from '../ports.ts';
import { pageOfLags } from './lags.ts';

const lag = (topic: string, group: string, partition: number, events: number): Lag => ({
  topic,
  group,
  partition,
  events,
  oldestTimeMs: undefined,
});

t.test('pages go from the furthest behind to the last, each once', async (t) => {
  const lags = [
    lag('post', 'a', 0, 3),
    lag('user', 'b', 1, 0),
    lag('user', 'b', 0, 0),
    lag('post', 'a', 1, 900),
  ];
  const seen: Lag[] = [];
  let after: Lag | undefined;
  for (let more = true; more; ) {
    const page = pageOfLags(lags, { topic: '', group: '', after, size: 1 });
    seen.push(...page.lags);
    after = page.lags.at(-1);
    more = page.more;
  }
  t.strictSame(seen, [lags[3], lags[0], lags[2], lags[1]]);
  const users = pageOfLags(lags, { topic: 'user', group: 'b', after: undefined, size: 10 });
  t.strictSame(users, { lags: [lags[2], lags[1]], more: false });
  t.strictSame(pageOfLags(lags, { topic: 'user', group: 'a', after: undefined, size: 10 }).lags, []);
});
