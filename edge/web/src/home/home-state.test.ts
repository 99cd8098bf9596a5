import fc from 'fast-check';
import t from 'tap';
import {
  emptyHome,
  type HomeEntry,
  type HomeState,
  homeAfter,
  isOverflowed,
  maxNewEntries,
} from './home-state.ts';

const entry = (n: number): HomeEntry => ({
  entryId: String(1_000_000 + n),
  postId: String(n),
  repostedById: '',
});
const listed = (...numbers: number[]) =>
  homeAfter(emptyHome, { kind: 'listed', entries: numbers.map(entry), nextPageToken: 'next' });
const shown = ({ entries }: HomeState) => entries.map(({ postId }) => Number(postId));

t.test('entries that arrive at the top are shown, newest first, without duplicates', async (t) => {
  let state = listed(3, 1);
  state = homeAfter(state, { kind: 'arrived', entries: [entry(2), entry(4), entry(3)], atTop: true });
  t.strictSame(shown(state), [4, 3, 2, 1]);
});

t.test('new entries wait while the user reads further down', async (t) => {
  let state = listed(1);
  state = homeAfter(state, { kind: 'arrived', entries: [entry(2), entry(1)], atTop: false });
  t.strictSame(shown(state), [1]);
  t.equal(state.waiting.length, 1);
  state = homeAfter(state, { kind: 'shown' });
  t.strictSame(shown(state), [2, 1]);
  t.equal(state.waiting.length, 0);
});

t.test(
  'more new entries than are kept leave no gap: nothing is dropped, the list is read again',
  async (t) => {
    let state = listed(1);
    for (let n = 2; n <= maxNewEntries + 20; n += 1)
      state = homeAfter(state, { kind: 'arrived', entries: [entry(n)], atTop: n % 2 === 0 });
    t.ok(isOverflowed(state));
    t.ok(shown(state).includes(1), 'what was shown stays meanwhile');
    t.notOk(isOverflowed(homeAfter(state, { kind: 'listed', entries: [entry(9_999)], nextPageToken: '' })));
  },
);

t.test('a removed post disappears from shown and waiting entries', async (t) => {
  let state = listed(2, 1);
  state = homeAfter(state, { kind: 'arrived', entries: [entry(3)], atTop: false });
  for (const postId of ['3', '2']) state = homeAfter(state, { kind: 'removed', postId });
  t.strictSame(shown(state), [1]);
  t.equal(state.waiting.length, 0);
});

t.test('entries missing from a list disappear, waiting ones too', async (t) => {
  let state = listed(2, 1);
  state = homeAfter(state, { kind: 'arrived', entries: [entry(4), entry(3)], atTop: false });
  const entryIds = new Set([entry(2), entry(4)].map(({ entryId }) => entryId));
  state = homeAfter(state, { kind: 'gone', entryIds });
  t.strictSame(shown(state), [1]);
  t.strictSame(state.waiting, [entry(3)]);
});

t.test('in any order of events, entries are strictly newest first and without duplicates', async (_t) => {
  const some = fc.array(fc.integer({ min: 1, max: 30 }).map(entry), { maxLength: 5 });
  const event = fc.oneof(
    fc.record({ kind: fc.constant('listed' as const), entries: some, nextPageToken: fc.constant('') }),
    fc.record({ kind: fc.constant('more' as const), entries: some, nextPageToken: fc.constant('') }),
    fc.record({ kind: fc.constant('arrived' as const), entries: some, atTop: fc.boolean() }),
    fc.record({ kind: fc.constant('posted' as const), entry: fc.integer({ min: 1, max: 30 }).map(entry) }),
    fc.record({
      kind: fc.constant('removed' as const),
      postId: fc.integer({ min: 1, max: 30 }).map(String),
    }),
    fc.constant({ kind: 'shown' as const }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const state = events.reduce(homeAfter, emptyHome);
      const falls = (ids: number[]) => ids.every((id, at) => at === 0 || id < ids[at - 1]!);
      return falls(shown(state)) && falls(state.waiting.map(({ postId }) => Number(postId)));
    }),
  );
});
