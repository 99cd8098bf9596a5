import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../server.ts';
import { check, checkRecovered, isTyped, Writing } from './network.ts';

/** A process with few file descriptors, all used by connections, and later free again. */
export async function fewDescriptors(most: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'skein-few-'));
  const server = await startServer(data, {}, `-n ${most}`);
  const what = `ulimit -n ${most}`;
  try {
    const writing = new Writing(await server.signUp('writer'));
    for (let n = 0; n < 5; n++) await writing.post(server);
    const [host, port] = server.address.split(':');
    const sockets = await Promise.all(Array.from({ length: most }, () => opened(host!, Number(port))));
    // Concurrent writes share a transaction, for which SQLite might create a temporary file.
    for (let n = 0; n < 3; n++) {
      await Promise.all(Array.from({ length: 500 }, () => writing.post(server, 'x'.repeat(250))));
    }
    check(await writing.allThere(server), `${what}: with every descriptor taken timelines are read`);
    const failures = writing.takeFailures();
    // So many at once may be more than the machine handles in a turn.
    const others = failures.filter((each) => each !== 'ResourceExhausted OVERLOADED with RetryInfo');
    check(
      others.length === 0 || isTyped(others),
      `${what}: writes are done, or fail as ${failures.join(', ') || 'none did'}`,
    );
    for (const socket of sockets) socket.destroy();
    await checkRecovered(server, writing, `${what}, connections gone`);
  } finally {
    await server.kill();
    rmSync(data, { recursive: true });
  }
}

async function opened(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port });
  // A connection that is accepted and reset, or never accepted: the server has no descriptor for it.
  socket.on('error', () => {});
  await once(socket, 'connect').catch(() => {});
  return socket;
}

/** A process whose files are limited to so many KiB. */
export async function smallFiles(mostKib: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'skein-small-'));
  let server = await startServer(data, {}, `-f ${mostKib}`);
  const what = `ulimit -f ${mostKib}`;
  try {
    const writing = new Writing(await server.signUp('writer'));
    for (let n = 0; n < 3_000 && (await writing.post(server, 'x'.repeat(200))); n++);
    for (let n = 0; n < 50; n++) await writing.post(server, 'x'.repeat(200));
    const failures = writing.takeFailures();
    check(isTyped(failures), `${what}: writes fail as ${failures.join(', ') || 'nothing'}`);
    check(await writing.allThere(server), `${what}: a timeline is read, with every acknowledged post`);
    await server.kill();
    server = await startServer(data, {});
    await checkRecovered(server, writing, `${what}, started without it`);
  } finally {
    await server.kill();
    rmSync(data, { recursive: true });
  }
}
