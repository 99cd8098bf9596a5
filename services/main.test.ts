import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { temporaryFailure } from './hosting/run-process.ts';

const main = new URL('main.ts', import.meta.url).pathname;

interface Started {
  readonly process: ChildProcess;
  /** The output so far. */
  text(): string;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, SKEIN_GRPC_PORT: '0', SKEIN_HTTP_PORT: '0', ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  return { process: child, text: () => text };
}

/** The output and exit code of a process that could not start. */
async function refusal(env: Record<string, string>): Promise<{ text: string; code: number }> {
  const { process: child, text } = start(env);
  const [code] = (await once(child, 'close')) as [number];
  return { text: text(), code };
}

t.test('a failed start prints its reason in one sentence', async (t) => {
  const dataDir = t.testdir({});
  const running = start({ SKEIN_DATA_DIR: dataDir });
  t.teardown(() => running.process.kill('SIGKILL'));
  while (!running.text().includes('Ctrl-C')) await once(running.process.stdout!, 'data');
  const [, grpcPort = ''] = /gRPC 127\.0\.0\.1:(\d+)/.exec(running.text()) ?? [];
  const [, httpPort = ''] = /HTTP http:\/\/127\.0\.0\.1:(\d+)/.exec(running.text()) ?? [];
  const other = (name: string) => ({ SKEIN_DATA_DIR: join(t.testdirName, name) });

  const cases: [Record<string, string>, RegExp, number?][] = [
    [{ SKEIN_DATA_DIR: dataDir }, /^Skein can't run: another process uses the data in \S+\n$/],
    [
      { ...other('grpc'), SKEIN_GRPC_PORT: grpcPort },
      /^Skein can't run: can't listen on .*SKEIN_GRPC_PORT.*: another/,
      temporaryFailure,
    ],
    [
      { ...other('http'), SKEIN_HTTP_PORT: httpPort },
      /^Skein can't run: can't listen on .*SKEIN_HTTP_PORT.*: another/,
      temporaryFailure,
    ],
    [{ SKEIN_DATA_DIR: join(main, 'data') }, /^Skein can't run: the data directory can't be made: ENOTDIR/],
    [{ SKEIN_GRPC_PRT: '1' }, /SKEIN_GRPC_PRT is not a setting: did you mean SKEIN_GRPC_PORT\?/],
  ];
  await Promise.all(
    cases.map(async ([env, wanted, exitCode = 1]) => {
      const { text, code } = await refusal(env);
      t.match(text, wanted);
      t.notMatch(text, /\n\s+at /, 'no stack');
      t.equal(code, exitCode);
    }),
  );
  running.process.kill('SIGINT');
  t.same(await once(running.process, 'close'), [0, null], 'Ctrl-C stops it cleanly');
});

t.test('other users can’t read the data, even in a folder that existed before', async (t) => {
  const dataDir = join(t.testdir({}), 'open');
  mkdirSync(dataDir, { mode: 0o755 });
  const running = start({ SKEIN_DATA_DIR: dataDir });
  t.teardown(() => running.process.kill('SIGKILL'));
  while (!running.text().includes('Ctrl-C')) await once(running.process.stdout!, 'data');
  const open = readdirSync(dataDir).filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0);
  t.same(open, []);
});
