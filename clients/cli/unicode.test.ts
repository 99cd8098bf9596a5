import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { exitCodes } from './fault.ts';
import { skein } from './testing/skein.ts';

const bin = fileURLToPath(new URL('./bin.mjs', import.meta.url));
/** Nothing listens there: refusals happen before any call. */
const env = { SKEIN_GRPC_PORT: '1' };
const broken = Buffer.from('caf\xe9', 'latin1');
const surrogate = Buffer.from([0x61, 0xed, 0xa0, 0x80]);

t.test('invalid UTF-8 on standard input is refused, not repaired', async (t) => {
  const shell = skein({ ...env, SKEIN_CONFIG_DIR: t.testdir() });
  for (const input of [broken, surrogate]) {
    t.match(await shell.run(['post', '-'], input), {
      code: exitCodes.usage,
      err: 'skein post: standard input is not UTF-8\n',
    });
  }
});

t.test('two passwords of invalid UTF-8 are not equal: both are refused', async (t) => {
  const shell = skein({ ...env, SKEIN_CONFIG_DIR: t.testdir() });
  for (const name of ['signup', 'signin']) {
    const { code, err } = await shell.run(
      [name, 'ada', '--json'],
      Buffer.concat([broken, Buffer.from('12345678\n')]),
    );
    t.equal(code, exitCodes.usage);
    t.match(JSON.parse(err), { error: { message: 'standard input is not UTF-8' } });
  }
});

t.test('arguments of invalid UTF-8 are refused', async (t) => {
  const directory = t.testdir();
  const viaShell = (args: string) =>
    spawnSync('/bin/sh', ['-c', `"${process.execPath}" "${bin}" ${args}`], {
      env: { PATH: process.env.PATH, ...env, SKEIN_CONFIG_DIR: directory },
      encoding: 'utf8',
    });
  for (const args of [
    `post "$(printf 'caf\\351')"`,
    `post whole "$(printf '\\355\\240\\200')"`,
    `signup ada --name "$(printf '\\377')"`,
  ]) {
    const { status, stderr } = viaShell(args);
    t.equal(status, exitCodes.usage, args);
    t.match(stderr, /argument \d is not UTF-8/, args);
  }
  const { stderr } = viaShell(`post "$(printf '\\357\\277\\275')"`);
  t.notMatch(stderr, /UTF-8/, 'a replacement character that was written is one');
});

t.test('a file of invalid UTF-8 is refused', async (t) => {
  const file = join(t.testdir(), 'graph.edges');
  writeFileSync(file, Buffer.concat([Buffer.from('# '), broken, Buffer.from('\n1 2\n')]));
  const shell = skein({ ...env, SKEIN_CONFIG_DIR: t.testdirName });
  const { code, err } = await shell.run(['seed', '--graph', file]);
  t.equal(code, exitCodes.usage);
  t.match(err, `${file} is not UTF-8`);
});
