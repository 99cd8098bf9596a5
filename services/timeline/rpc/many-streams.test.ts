import t from 'tap';
import { systemClock } from '../../../platform/clock.ts';
import { maxLooksPerTurn } from '../../../platform/streams/event-loop-throttle.ts';
import { until } from '../../../platform/testing/until.ts';
import { type Person, servedTimelines } from '../../../test/harness/served-timelines.ts';

const readers = 64;

t.test('a post reaches very many open streams, and other work runs between them', async (t) => {
  let looks = 0;
  let mostInOneTurn = 0;
  let ended = false;
  const eachTurn = () => {
    mostInOneTurn = Math.max(mostInOneTurn, looks);
    looks = 0;
    if (!ended) setImmediate(eachTurn);
  };
  const served = await servedTimelines(
    t,
    { SKEIN_HEARTBEAT: '1m', SKEIN_SIGN_UPS_PER_ADDRESS: '1000' },
    {
      openStream: (real) => (viewerId, from) => {
        const stream = real(viewerId, from);
        return {
          ...stream,
          next() {
            looks += 1;
            return stream.next();
          },
        };
      },
    },
  );
  const [star] = await served.people('star');
  const crowd: Person[] = [];
  while (crowd.length < readers) {
    crowd.push(...(await served.people(...Array.from({ length: 8 }, (_, n) => `r${crowd.length + n}`))));
  }
  await Promise.all(crowd.map((each) => each.follow(star!)));
  const feeds = crowd.map((each) => each.stream());
  await until('the streams to be open', () => feeds.every((feed) => feed.heartbeats() > 0));
  eachTurn();
  mostInOneTurn = 0;
  const posted = await star!.post('to all');
  await until('it to reach all', () => feeds.every((feed) => feed.entryIds.includes(posted)));
  ended = true;
  // Two turns of the loop: one from before this test's count, one from after it.
  t.ok(mostInOneTurn <= 2 * maxLooksPerTurn, `${mostInOneTurn} looks in one turn`);
  t.ok(mostInOneTurn > 1);
  await Promise.all(feeds.map((feed) => feed.cut()));
});

t.test('streams opened at the same time all open, however busy the processor is', async (t) => {
  // In wall time, turns of the loop take a hundred times as long as in processor time.
  let slowness = 1;
  let slowMs = 0;
  let lastMs = systemClock.monotonicMs();
  const monotonicMs = () => {
    const nowMs = systemClock.monotonicMs();
    slowMs += (nowMs - lastMs) * slowness;
    lastMs = nowMs;
    return slowMs;
  };
  const served = await servedTimelines(
    t,
    { SKEIN_HEARTBEAT: '1m', SKEIN_OVERLOAD_TURN: '1s', SKEIN_SIGN_UPS_PER_ADDRESS: '1000' },
    {},
    monotonicMs,
  );
  const crowd: Person[] = [];
  while (crowd.length < 150) {
    crowd.push(...(await served.people(...Array.from({ length: 10 }, (_, n) => `r${crowd.length + n}`))));
  }
  slowness = 100;
  const feeds = crowd.map((each) => each.stream());
  const ends: string[] = [];
  for (const { ended } of feeds) void ended.then((reason) => ends.push(reason));
  await until('all to be open', () => ends.length > 0 || feeds.every((feed) => feed.heartbeats() > 0));
  t.strictSame(ends, []);
  slowness = 1;
  await Promise.all(feeds.map((feed) => feed.cut()));
});
