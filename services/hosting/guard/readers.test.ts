import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { readersOf } from './readers.ts';

const day = 24 * 3_600_000;

t.test('readers are classified by what the process has in memory', async (t) => {
  const clock = testClock();
  const readers = readersOf(clock);
  t.equal(readers.classOf('Bearer of-ada'), 'stranger', 'no token is verified yet');
  const lastSeen: Record<string, number | undefined> = {
    ada: clock.nowMs() - 4 * day,
    bob: clock.nowMs() - day,
  };
  readers.know({
    access: {
      known(token) {
        const [, userId] = /^of-(\w+)$/.exec(token) ?? [];
        return userId === undefined
          ? undefined
          : { userId, sessionId: userId, role: 'user', generation: 0, expiresAtMs: clock.nowMs() + day };
      },
    },
    sessions: {
      known: (sessionId) => {
        const lastSeenMs = lastSeen[sessionId];
        return lastSeenMs === undefined ? undefined : { role: 'user', lastSeenMs };
      },
    },
    limits: { streaming: (userId) => userId === 'live' || userId === 'star' },
  });
  readers.know({ isFamous: (userId) => userId === 'star' });
  for (const nobody of [undefined, '', 'Basic of-ada', 'Bearer forged', 'Bearer'])
    t.equal(readers.classOf(nobody), 'stranger', String(nobody));
  t.equal(readers.classOf('Bearer of-ada'), 'passive', 'not seen for more than 3 days');
  t.equal(readers.classOf('Bearer of-bob'), 'active');
  t.equal(readers.classOf('Bearer of-carol'), 'active', 'no source knows the person');
  t.equal(readers.classOf('bearer of-live'), 'live');
  t.equal(readers.classOf('Bearer of-star'), 'famous');
});
