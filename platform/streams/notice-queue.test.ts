import t from 'tap';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { noticeQueue } from './notice-queue.ts';

t.test('each notice is taken once, and an unread queue ends its stream before it grows', (t) => {
  let noted = 0;
  const queue = noticeQueue<string>(() => noted++);
  queue.note('a');
  queue.note('b');
  queue.note('a');
  t.strictSame([queue.take(), queue.take(), noted], [['a', 'b'], [], 3]);
  for (let n = 0; n < 800; n++) queue.note(`p${n}`);
  t.equal(queue.take().length, 800);
  for (let n = 0; n < 5_000; n++) queue.note(`p${n}`);
  t.throws(() => queue.take(), domainErrorLike('RESUME_TOKEN_TOO_OLD', { field: 'resume_token' }));
  t.end();
});
