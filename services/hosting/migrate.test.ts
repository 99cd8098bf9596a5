import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const main = new URL('../main.ts', import.meta.url).pathname;

async function migrate(dataDir: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [main, 'migrate'], {
    env: { ...process.env, SKEIN_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  return { code, said };
}

t.test('migrate creates the schemas of all services, for their owner alone, and ends', async (t) => {
  const dataDir = join(t.testdir(), 'data');
  t.strictSame(await migrate(dataDir), { code: 0, said: '' });
  const databases = readdirSync(dataDir).filter((name) => name.endsWith('.db'));
  t.ok(databases.includes('user.db'));
  for (const name of databases) t.equal(statSync(join(dataDir, name)).mode & 0o077, 0, name);
  t.strictSame(await migrate(dataDir), { code: 0, said: '' }, 'a second time it changes nothing');
});

t.test(
  'migrate that fails ends with exit code 1, so that a deployment stops before its processes',
  async (t) => {
    const { code, said } = await migrate(t.testdir(), { SKEIN_PROFILE: 'cluster' });
    t.equal(code, 1);
    t.match(said, /configuration is refused/);
  },
);
