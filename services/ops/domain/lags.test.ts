import t from 'tap';
import type { Lag } from '../ports.ts';
import { lagsBehind } from './lags.ts';

const lag = (topic: string, group: string, partition: number, events: number): Lag => ({
  topic,
  group,
  partition,
  events,
  oldestTimeMs: undefined,
});

t.test('pages list groups from the largest lag down, each once', async (t) => {
  const lags = [
    lag('post', 'a', 0, 3),
    lag('user', 'b', 1, 0),
    lag('user', 'b', 0, 0),
    lag('post', 'a', 1, 900),
  ];
  const seen: Lag[] = [];
  for (let after: Lag | undefined; ; ) {
    const behind = lagsBehind(lags, { topic: '', group: '', after });
    if (behind.length === 0) break;
    after = behind[0]!;
    seen.push(after);
  }
  t.strictSame(seen, [lags[3], lags[0], lags[2], lags[1]]);
  const users = lagsBehind(lags, { topic: 'user', group: 'b', after: undefined });
  t.strictSame(users, [lags[2], lags[1]]);
  t.strictSame(lagsBehind(lags, { topic: 'user', group: 'a', after: undefined }), []);
});
