import t from 'tap';
import { idAtTime } from '../../../platform/ids.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { person } from '../testing/people.ts';

const skewMs = 500;

t.test(
  'after a clock jumps ahead and is corrected, posts are still stored, with ids above the watermark',
  async (t) => {
    const served = await servedPosts(t, { env: { SKEIN_CLOCK_SKEW: `${skewMs}ms` } });
    let ada = await person(served, 'ada');
    let { id: last } = await ada.post('before');
    for (const stepMs of [3_600_000, -3_600_000, -5_000, -3_600_000, 3_600_000]) {
      served.clock.step(served.clock.nowMs() + stepMs);
      served.clock.advance(1_000);
      // Tokens use wall time.
      ada = await ada.back();
      let reportedMs = 0;
      await until('everything is announced', async () => {
        const before = reportedMs;
        reportedMs = Number((await served.mesh.getAnnouncedWatermark({})).announcedWatermarkMs);
        return reportedMs === before;
      });
      const post = await ada.post(`after a step of ${stepMs} ms`);
      const { id } = post;
      t.ok(id >= idAtTime(reportedMs - skewMs), 'not below the floors of streams');
      t.ok(id > last, 'above the post before');
      const reply = await ada.post('an answer', { replyTo: post });
      t.ok(reply.id > id, 'above the post that it answers');
      last = reply.id;
    }
  },
);
