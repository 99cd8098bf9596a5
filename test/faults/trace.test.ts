import t from 'tap';
import { parseTrace, verdictOf } from './trace.ts';

const stored = '7 pwrite64(20</d/post.db-wal>, "page id-1 page", 4096, 0) = 4096';
const synced = '7 fdatasync(24</d/post.db-wal>) = 0';
const answered = '7 writev(31<TCP:[1]>, [{iov_base="\\0\\0id-1", iov_len=30}], 1) = 30';
const verdict = (...lines: string[]) => verdictOf(parseTrace(lines.join('\n')), ['id-1']);

t.test('a response after its fsync is proven', async (t) => {
  t.strictSame(verdict(stored, synced, answered), { proven: 1, wrong: [] });
});

t.test('a response before, without or during its fsync is detected', async (t) => {
  t.equal(verdict(stored, answered, synced).proven, 0);
  t.equal(verdict(synced, stored, answered).proven, 0);
  t.equal(verdict(stored, '7 fdatasync(21</d/user.db-wal>) = 0', answered).proven, 0);
  t.equal(verdict(stored, '7 fdatasync(24</d/post.db-wal>) = -1 EIO', answered).proven, 0);
  t.equal(
    verdict(
      stored,
      '8 fdatasync(24</d/post.db-wal> <unfinished ...>',
      answered,
      '8 <... fdatasync resumed>) = 0',
    ).proven,
    0,
  );
  t.equal(verdict(synced, answered).proven, 0);
});
