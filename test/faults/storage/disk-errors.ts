import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server.ts';
import { check, checkRecovered, checkRefusing, reached, Writing } from './network.ts';

/** EIO at every fsync of the real process, for a while; false where strace is unavailable. */
export async function diskErrors(): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'skein-eio-'));
  const server = await startServer(data, {});
  try {
    const writing = new Writing(await server.signUp('writer'));
    for (let n = 0; n < 20; n++) await writing.post(server);
    const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'];
    const tracer = spawn('strace', ['-f', '-p', String(server.pid), ...inject], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const failed = once(tracer, 'error').then(() => true);
    const attached = once(tracer.stderr!, 'data').then(() => false);
    if (await Promise.race([failed, attached])) return false;
    tracer.stderr!.resume();
    check(await reached(async () => !(await writing.post(server))), 'EIO at fsync: a write fails');
    const before = writing.acknowledged.length;
    for (let n = 0; n < 10; n++) await writing.post(server);
    check(writing.acknowledged.length === before, 'EIO at fsync: nothing is acknowledged');
    await checkRefusing(server, writing, 'EIO at fsync');
    const detached = once(tracer, 'exit');
    tracer.kill('SIGINT');
    await detached;
    await checkRecovered(server, writing, 'fsync works again');
  } finally {
    await server.kill();
    rmSync(data, { recursive: true });
  }
  return true;
}
