import fc from 'fast-check';
import t from 'tap';
import { type Row, storedRows } from './expected/notifications.ts';
import { untilDayIsClear } from './midnight.ts';
import type { Session } from './model/state.ts';
import { emptyModel } from './model/state.ts';
import { follow, signUp, unfollow } from './model/transitions.ts';
import { offset } from './stepping-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const midnight = Date.UTC(2026, 11, 1);
const dayOf = (ms: number) => Math.floor(ms / (24 * hour));

t.test(
  'around midnight, the checker waits until the day is clear, and never longer than two minutes',
  async (t) => {
    t.equal(untilDayIsClear(midnight - minute - 1), 0);
    t.equal(untilDayIsClear(midnight - minute), 80_000);
    t.equal(untilDayIsClear(midnight), 20_000);
    t.equal(untilDayIsClear(midnight + 20_000), 0);
    fc.assert(
      fc.property(fc.integer({ min: midnight, max: midnight + 48 * hour }), (ms) => {
        const waitMs = untilDayIsClear(ms);
        t.ok(waitMs < 2 * minute);
        t.equal(untilDayIsClear(ms + waitMs), 0);
      }),
    );
  },
);

t.test('the clock of a server steps within the true day', async (t) => {
  t.equal(offset(midnight + 2 * hour, hour), midnight + 3 * hour);
  t.equal(offset(midnight + 2 * hour, -hour), midnight + hour);
  fc.assert(
    fc.property(
      fc.integer({ min: midnight, max: midnight + 48 * hour }),
      fc.integer({ min: -hour, max: hour }),
      (ms, offMs) => t.equal(dayOf(offset(ms, offMs)), dayOf(ms)),
    ),
  );
});

t.test('deeds of two days are two rows', async (t) => {
  const model = emptyModel({ foldWindowMs: 1_000, maxFollowing: 9, maxSessions: 9 });
  for (const id of ['reader', 'ada', 'bob', 'chen']) {
    const account = { id, createdMs: 0, handle: id, displayName: '', email: '', region: '', password: '' };
    signUp(model, account, { accessToken: 'token' } as Session);
  }
  let nowMs = midnight - hour;
  t.intercept(Date, 'now', { value: () => nowMs });
  follow(model, 'ada', 'reader');
  follow(model, 'bob', 'reader');
  nowMs = midnight + hour;
  follow(model, 'chen', 'reader');
  const actors = ({ deeds }: Row) => deeds.map(({ actorId }) => actorId).join(' ');
  const rows = () => storedRows(model, 'reader').map(actors).sort();
  t.strictSame(rows(), ['bob ada', 'chen']);
  unfollow(model, 'ada', 'reader');
  follow(model, 'ada', 'reader');
  t.strictSame(rows(), ['ada chen', 'bob'], 'done again, it belongs to the new day');
});
