import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { idAtTime } from '../../../platform/ids.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import { entryId, idAbove } from './ids.ts';

const postsOf = (clockSkewMs: number) => {
  const clock = testClock();
  return { clock, post: { ids: processIds(clock, clockSkewMs), clockSkewMs } };
};

t.test('a subject may be as far ahead as the setting allows; one further ahead is ignored', async (t) => {
  for (const skewMs of [100, 500, 5_000]) {
    const { clock, post } = postsOf(skewMs);
    const within = idAtTime(clock.nowMs() + skewMs - 1);
    t.ok((await idAbove(post, ['', 'no id', within])) > within, `${skewMs - 1} ms ahead`);
    const beyond = idAtTime(clock.nowMs() + skewMs + 1);
    t.ok((await idAbove(post, [beyond])) < beyond, `${skewMs + 1} ms ahead`);
  }
});

t.test(
  'an entry is stored under the claimed id, unless the id is old, repeated, or not above its subject',
  async (t) => {
    const { clock, post } = postsOf(500);
    const id = await idAbove(post, []);
    t.equal(entryId(post, { id, repeated: false }, ['']), id);
    t.ok(entryId(post, { id, repeated: true }, ['']) > id, 'repeated');
    const subject = idAtTime(clock.nowMs() + 400);
    t.ok(
      entryId(post, { id, repeated: false }, ['', subject]) > subject,
      'a found subject is above the claimed id',
    );
    clock.advance(5_001);
    t.ok(entryId(post, { id, repeated: false }, ['']) > subject, 'old');
  },
);
