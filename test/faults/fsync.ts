import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { addressesOf } from '../addresses.ts';
import { parseTrace, verdictOf } from './trace.ts';

const writers = 8;
const postsEach = 25;
const work = mkdtempSync(join(tmpdir(), 'skein-fsync-'));
const trace = join(work, 'trace');
const traced = 'trace=pwrite64,pwritev,fsync,fdatasync,write,writev,sendto,sendmsg';

const server = spawn(
  'strace',
  ['-f', '-y', '-e', traced, '-s', '5000', '-o', trace, process.execPath, 'services/main.ts'],
  {
    env: {
      ...process.env,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_OVERLOAD_TURN: '10s',
      SKEIN_DATA_DIR: join(work, 'data'),
      SKEIN_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const ended = new Promise((resolve) => server.once('exit', resolve));

try {
  const transport = grpcTransport({ address: (await addressesOf(server)).grpc });
  const auth = createClient(AuthService, transport);
  const posts = createClient(PostService, transport);
  const ids: string[] = [];
  const { account, tokens } = await auth.signUp({ handle: 'writer', password: 'a long password' });
  ids.push(account!.user!.id);
  const headers = { authorization: `Bearer ${tokens!.accessToken}` };
  const write = async (writer: number) => {
    for (let i = 0; i < postsEach; i++) {
      const { post } = await posts.createPost(
        { text: `post ${i} of ${writer}`, requestId: `${writer}-${i}` },
        { headers },
      );
      ids.push(post!.id);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  transport.close();
  stop();
  await ended;
  const { proven, wrong } = verdictOf(parseTrace(readFileSync(trace, 'latin1')), ids);
  for (const line of wrong.slice(0, 10)) process.stdout.write(`not ok - ${line}\n`);
  process.stdout.write(
    `fsync: ${proven} of ${ids.length} acknowledgements came after the fsync of what they acknowledge\n`,
  );
  process.exitCode = wrong.length === 0 && ids.length === writers * postsEach + 1 ? 0 : 1;
} finally {
  stop();
  await ended;
  rmSync(work, { recursive: true, force: true });
}

/** Signals the traced process, not its tracer. */
function stop(): void {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const child = Number(readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim());
  if (child > 0) process.kill(child, 'SIGTERM');
}
