import t from 'tap';
import { expiringMap } from './expiring-map.ts';
import { liveReaders } from './live-readers.ts';
import { removals } from './removals.ts';

function received(maxReposts?: number) {
  const log: [string, string[]][] = [];
  const live = {
    removed: (postId: string, authorIds: Iterable<string>) => void log.push([postId, [...authorIds]]),
  };
  return { log, removalFeed: removals(live, maxReposts) };
}

t.test('a removal reaches the followers of the post’s author and of those who reposted it', (t) => {
  const { log, removalFeed } = received();
  removalFeed.reposted('p', 'bob');
  removalFeed.reposted('p', 'bob');
  removalFeed.reposted('q', 'dora');
  removalFeed.reposted('p', 'cleo');
  removalFeed.removed('p', 'ada');
  removalFeed.removed('x', 'ada');
  t.strictSame(log, [
    ['p', ['ada', 'bob', 'cleo']],
    ['x', ['ada']],
  ]);
  t.end();
});

t.test('the newest reposts are remembered up to the limit, even when all are of one post', (t) => {
  const { log, removalFeed } = received(3);
  for (const actorId of ['a', 'b', 'c', 'd', 'e']) removalFeed.reposted('p', actorId);
  removalFeed.reposted('q', 'f');
  removalFeed.removed('p', 'ada');
  removalFeed.reposted('r', 'g');
  removalFeed.reposted('r', 'h');
  removalFeed.reposted('r', 'i');
  removalFeed.removed('q', 'ada');
  removalFeed.removed('r', 'ada');
  t.strictSame(log, [
    ['p', ['ada', 'd', 'e']],
    ['q', ['ada']],
    ['r', ['ada', 'g', 'h', 'i']],
  ]);
  t.end();
});

t.test('a new follower’s stream gets the author’s recent removals, up to the limit', (t) => {
  let nowMs = 0;
  const live = liveReaders(expiringMap({ clock: { monotonicMs: () => nowMs }, lifeMs: 1_000, max: 2 }));
  const received: string[] = [];
  const join = (name: string) =>
    live.join({ readerId: 'ada', wake() {}, removed: (id) => received.push(`${name} ${id}`) });
  live.removed('old', ['bob']);
  nowMs = 600;
  live.removed('p', ['bob', 'cleo']);
  live.removed('q', ['dora']);
  const leave = join('first');
  t.equal(live.follow('ada', 2n, new Set(['ada', 'bob'])), true);
  t.strictSame(received.splice(0), ['first p'], 'over the limit the oldest is forgotten');
  t.equal(live.follow('ada', 1n, new Set(['ada', 'dora'])), false, 'an older graph');
  t.equal(live.follow('ada', 3n, new Set(['ada', 'bob'])), false, 'nobody new');
  join('second');
  t.strictSame(received.splice(0), ['second p']);
  live.follow('ada', 4n, new Set(['ada', 'bob', 'cleo', 'dora']));
  t.strictSame(received.splice(0).sort(), ['first p', 'first q', 'second p', 'second q']);
  leave();
  nowMs = 1_700;
  join('third');
  t.strictSame(received, []);
  t.end();
});

t.test('removalsReachMs is how far back all removals are remembered', (t) => {
  let nowMs = 5_000;
  const live = liveReaders(expiringMap({ clock: { monotonicMs: () => nowMs }, lifeMs: 1_000, max: 2 }));
  t.equal(live.removalsReachMs(), 0, 'nothing before the process receives removals');
  live.beginRemovals();
  nowMs += 300;
  t.equal(live.removalsReachMs(), 300, 'since it receives them');
  nowMs += 2_000;
  t.equal(live.removalsReachMs(), 1_000, 'at most lifeMs');
  live.removed('a', ['bob']);
  nowMs += 100;
  live.removed('b', ['bob']);
  live.removed('c', ['bob']);
  nowMs += 10;
  t.equal(live.removalsReachMs(), 109, 'only newer than a removal that was forgotten over the limit');
  t.end();
});
