import t from 'tap';
import { verdictOf } from './deliveries.ts';

const acknowledged = [
  { author: 'ada', entryId: '1' },
  { author: 'bob', entryId: '2' },
  { author: 'ada', entryId: '3' },
];

t.test('lost, repeated and unfollowed entries are each detected', async (t) => {
  const all = { follows: ['ada', 'bob'], entryIds: ['2', '1', '3'] };
  t.strictSame(verdictOf(acknowledged, [all]), {
    expected: 3,
    delivered: 3,
    lost: [],
    repeated: [],
    strange: [],
  });
  const verdict = verdictOf(acknowledged, [all, { follows: ['ada'], entryIds: ['1', '1', '2', '9'] }]);
  t.match(verdict, {
    expected: 5,
    delivered: 7,
    lost: ['stream 1 lacks 3 of ada'],
    repeated: ['stream 1 had 1 2 times'],
  });
  t.equal(verdict.strange.length, 2);
});
