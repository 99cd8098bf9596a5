import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server.ts';
import { check, checkRecovered, checkRefusing, Writing } from './network.ts';

/** Data, and space for the log to grow. */
const sizeMib = 24;

/** A separate disk that fills up and gets space again; false where none can be mounted. */
export async function fullDisk(): Promise<boolean> {
  const disk = mkdtempSync(join(tmpdir(), 'skein-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'skein-full', disk], { stdio: 'pipe' });
  } catch {
    rmSync(disk, { recursive: true });
    return false;
  }
  try {
    await filled(disk);
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
  return true;
}

async function filled(disk: string): Promise<void> {
  const data = join(disk, 'data');
  const ballast = join(disk, 'ballast');
  let server = await startServer(data, {});
  try {
    const writing = new Writing(await server.signUp('writer'));
    for (let n = 0; n < 20; n++) await writing.post(server);
    fill(ballast);
    // The space that SQLite has already allocated takes a few more writes.
    for (let n = 0; n < 3_000 && (await writing.post(server, 'x'.repeat(200))); n++);
    await checkRefusing(server, writing, 'full disk');
    const doctor = spawnSync(
      process.execPath,
      ['clients/cli/bin.mjs', 'doctor', '--server', server.address],
      {
        encoding: 'utf8',
      },
    );
    check(
      /^FAIL +writes +refused/m.test(doctor.stdout),
      'full disk: skein doctor says that writes are refused',
    );
    const { headers } = writing.person;
    const others = [
      () => server.posts.likePost({ postId: writing.acknowledged[0]! }, { headers }),
      () => server.posts.deletePost({ postId: writing.acknowledged[0]! }, { headers }),
      () => server.signUp('another'),
    ];
    for (const other of others) await other().catch((error) => writing.note(error));
    await checkRefusing(server, writing, 'full disk, other writes');

    await server.kill();
    fill(ballast);
    server = await startServer(data, {});
    await writing.post(server);
    await checkRefusing(server, writing, 'started on a full disk');

    rmSync(ballast);
    await checkRecovered(server, writing, 'room again');
    await server.kill();
    server = await startServer(data, {});
    check(await writing.allThere(server), 'after a restart every acknowledged post is there');
  } finally {
    await server.kill();
  }
}

function fill(file: string): void {
  appendFileSync(file, '');
  const opened = openSync(file, 'a');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      while (writeSync(opened, Buffer.alloc(size)) === size);
    } catch {
      // No space for so much; smaller writes may fit.
    }
  }
  closeSync(opened);
}
