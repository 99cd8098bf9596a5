import { fstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { logCopy } from './log-copy.ts';

t.test(
  'copies the log into its file, and holds no more descriptors each time, and none once it is closed',
  async (t) => {
    const file = `${t.testdir()}/a.db`;
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE row (text TEXT)');
    db.prepare('INSERT INTO row VALUES (?)').run('x'.repeat(100_000));
    const descriptors = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === file && fstatSync(Number(fd)).isFile();
        } catch {
          return false;
        }
      }).length;
    const log = logCopy(file);
    t.ok(await log.copy());
    t.ok(statSync(file).size > 100_000);
    const held = descriptors();
    await log.copy();
    t.equal(descriptors(), held);
    db.close();
    log.close();
    t.equal(descriptors(), 0);
    t.ok(await log.copy(), 'it can be opened again');
    log.close();
    t.equal(descriptors(), 0);
  },
);

t.test('a file that cannot be opened, or is gone, is not copied', async (t) => {
  const log = logCopy(`${t.testdir()}/none.db`);
  await t.rejects(log.copy(), { code: 'ENOENT' });
  log.close();
});
