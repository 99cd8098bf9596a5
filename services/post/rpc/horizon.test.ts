import t from 'tap';
import { idAtTime } from '../../../platform/ids.ts';
import { until } from '../../../platform/testing/until.ts';
import { person } from '../testing/people.ts';
import { refused } from '../testing/refused.ts';
import { servedPosts } from '../testing/served-posts.ts';

const skewMs = 500;

t.test('a clock that was ahead and is put right gives no post an id that streams have passed', async (t) => {
  const served = await servedPosts(t, { env: { SKEIN_CLOCK_SKEW: `${skewMs}ms` } });
  const ada = await person(served, 'ada');
  await ada.post('before');
  const rightMs = served.clock.nowMs() + 5_000;
  served.clock.step(rightMs + 5_000);
  let toldMs = 0;
  await until('everything is announced', async () => {
    toldMs = Number((await served.mesh.getHorizon({})).announcedUntilMs);
    return toldMs === rightMs + 5_000;
  });
  served.clock.step(rightMs);
  await refused(t, ada.posts.createPost({ text: 'too early' }), 'DEPENDENCY_UNAVAILABLE');
  for (const aheadMs of [4_200, 4_600, 10_000]) {
    served.clock.step(rightMs + aheadMs);
    const { id } = await ada.post(`after ${aheadMs}`);
    t.ok(id >= idAtTime(toldMs - skewMs), 'not below the floor of a stream');
  }
});
