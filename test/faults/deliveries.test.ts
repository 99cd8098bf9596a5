import t from 'tap';
import { verdictOf } from './deliveries.ts';

const acknowledged = [
  { author: 'ada', entryId: '1', mentions: true },
  { author: 'bob', entryId: '2', mentions: false },
  { author: 'ada', entryId: '3', mentions: true },
];

t.test('lost, repeated and unfollowed entries are each detected', async (t) => {
  const all = { onlyMentions: false, follows: ['ada', 'bob'], entryIds: ['2', '1', '3'] };
  t.strictSame(verdictOf(acknowledged, [all]), {
    expected: 3,
    delivered: 3,
    lost: [],
    repeated: [],
    strange: [],
  });
  const verdict = verdictOf(acknowledged, [
    all,
    { ...all, follows: ['ada'], entryIds: ['1', '1', '2', '9'] },
  ]);
  t.match(verdict, {
    expected: 5,
    delivered: 7,
    lost: ['stream 1 lacks 3 of ada'],
    repeated: ['stream 1 had 1 2 times'],
  });
  t.equal(verdict.strange.length, 2);
});

t.test('only entries with mentions belong to a stream of notifications', async (t) => {
  const mentioned = { onlyMentions: true, follows: ['ada', 'bob'], entryIds: ['1', '3'] };
  t.match(verdictOf(acknowledged, [mentioned]), { expected: 2, delivered: 2, lost: [], strange: [] });
  t.match(verdictOf(acknowledged, [{ ...mentioned, entryIds: ['1', '2'] }]), {
    lost: ['stream 0 lacks 3 of ada'],
    strange: ['stream 0 had 2, which nobody acknowledged'],
  });
});
