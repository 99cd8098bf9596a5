import t from 'tap';
import { expiringMap } from './expiring-map.ts';
import { liveReaders } from './live-readers.ts';
import { removals } from './removals.ts';

function received(maxReposts?: number) {
  const log: [string, string[]][] = [];
  const live = {
    removed: (postId: string, authorIds: Iterable<string>) => void log.push([postId, [...authorIds]]),
  };
  return { log, gone: removals(live, maxReposts) };
}

t.test('a post that is gone concerns who follows its author or somebody who reposted it', (t) => {
  const { log, gone } = received();
  gone.reposted('p', 'bob');
  gone.reposted('p', 'bob');
  gone.reposted('q', 'dora');
  gone.reposted('p', 'cleo');
  gone.removed('p', 'ada');
  gone.removed('x', 'ada');
  t.strictSame(log, [
    ['p', ['ada', 'bob', 'cleo']],
    ['x', ['ada']],
  ]);
  t.end();
});

t.test('as many reposts are remembered as fit, the newest, also when all are of one post', (t) => {
  const { log, gone } = received(3);
  for (const actorId of ['a', 'b', 'c', 'd', 'e']) gone.reposted('p', actorId);
  gone.reposted('q', 'f');
  gone.removed('p', 'ada');
  gone.reposted('r', 'g');
  gone.reposted('r', 'h');
  gone.reposted('r', 'i');
  gone.removed('q', 'ada');
  gone.removed('r', 'ada');
  t.strictSame(log, [
    ['p', ['ada', 'd', 'e']],
    ['q', ['ada']],
    ['r', ['ada', 'g', 'h', 'i']],
  ]);
  t.end();
});

t.test('what went a short time ago is told to whoever gets to have its author now, the newest of it', (t) => {
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
  t.strictSame(received.splice(0), ['first p'], 'of more than are remembered the oldest is forgotten');
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

t.test('how far back removals are remembered', (t) => {
  let nowMs = 5_000;
  const live = liveReaders(expiringMap({ clock: { monotonicMs: () => nowMs }, lifeMs: 1_000, max: 2 }));
  t.equal(live.removalsReachMs(), 0, 'not at all before the process hears of them');
  live.hearsRemovals();
  nowMs += 300;
  t.equal(live.removalsReachMs(), 300, 'from when it does');
  nowMs += 2_000;
  t.equal(live.removalsReachMs(), 1_000, 'for so long');
  live.removed('a', ['bob']);
  nowMs += 100;
  live.removed('b', ['bob']);
  live.removed('c', ['bob']);
  nowMs += 10;
  t.equal(live.removalsReachMs(), 109, 'not beyond one that was forgotten for others');
  t.end();
});
