import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { takenPort } from '../../platform/testing/ports.ts';
import { until } from '../../platform/testing/until.ts';
import { temporaryFailure } from '../../services/hosting/run-process.ts';
import { nodeUp, upAtOnce } from './control.ts';
import type { Engine } from './engine.ts';
import { folderOf, placeFrom } from './place.ts';
import { own, residentBytes, running, signalNode, start, stop } from './processes.ts';
import { engines, enginesNamed } from './registry.ts';

t.test('a process outlives its parent, is found by its pid file, and ends on request', async (t) => {
  const folder = t.testdir();
  t.equal(running(folder), undefined);
  const { pid } = start(folder, {
    program: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1e6); console.log("up")'],
  });
  t.equal(running(folder), pid);
  await until('it speaks', () => /up/.test(readFileSync(join(folder, 'log'), 'utf8')));
  t.ok(residentBytes(pid) > 1e6);
  await stop(folder);
  t.equal(running(folder), undefined);
  await stop(folder);
});

t.test('a signal ends the children of a process too, and their memory counts as its own', async (t) => {
  const folder = t.testdir();
  const child = 'console.log("child", process.pid); setInterval(() => {}, 1e6)';
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`;
  const { pid } = start(folder, { program: process.execPath, args: ['-e', parent] });
  const childOf = () => /child (\d+)/.exec(readFileSync(join(folder, 'log'), 'utf8'))?.[1];
  await until('the child speaks', () => childOf() !== undefined);
  const statusOf = (each: number | string) => readFileSync(`/proc/${each}/status`, 'utf8');
  const alone = Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(pid))![1]) * 1024;
  t.ok(residentBytes(pid) > 1.5 * alone);
  signalNode(folder, 'SIGKILL');
  const isGone = () => {
    try {
      return /^State:\s+Z/m.test(statusOf(childOf()!));
    } catch {
      return true;
    }
  };
  await until('the child is gone', isGone);
  await until('the process is gone', () => running(folder) === undefined);
  t.throws(() => signalNode(folder, 'SIGKILL'), /does not run/);
});

t.test('a pid that now belongs to another process is neither taken for the engine nor ended', async (t) => {
  const folder = t.testdir();
  writeFileSync(join(folder, 'pid'), `${process.pid} 1\n`);
  t.equal(running(folder), undefined);
  await stop(folder);
  t.pass('still here');
});

t.test('a folder belongs to one process at a time', async (t) => {
  const folder = t.testdir();
  const { pid } = start(folder, { program: process.execPath, args: ['-e', 'setInterval(() => {}, 1e6)'] });
  t.throws(() => own(folder), new RegExp(`process ${pid} has`));
  await stop(folder);
  own(folder);
  t.equal(running(folder), process.pid);
});

t.test('a process is not started where another one already listens', async (t) => {
  const port = await takenPort(t);
  const command = () => ({ program: process.execPath, args: ['-e', 'setInterval(() => {}, 1e6)'] });
  const node = { name: 'late', host: '127.0.0.1', port, command, ready: async () => {} };
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  await t.rejects(nodeUp(node, place), { message: `late: 127.0.0.1:${port} is in use by another process` });
  t.equal(running(folderOf(place, 'late')), undefined);
});

/** An engine of one process, whose program gets `began`, the number of its starts. */
function engineOf(folder: string, name: string, program: string): Engine {
  const count = join(folder, `${name}-starts`);
  const counted = `
    const fs = require('node:fs');
    const began = (fs.existsSync('${count}') ? Number(fs.readFileSync('${count}', 'utf8')) : 0) + 1;
    fs.writeFileSync('${count}', String(began));
    ${program}`;
  const node = {
    name,
    host: '127.0.0.1',
    port: 9,
    command: () => ({ program: process.execPath, args: ['-e', counted] }),
    async ready() {
      if (!existsSync(join(folder, `${name}-ready`))) throw new Error('not ready');
    },
  };
  return { name, version: '', get: async () => {}, nodes: () => [node], settings: () => ({}) };
}

t.test(
  'a start that fails for a time is repeated after a pause, and a line is printed for each repeat',
  async (t) => {
    const folder = t.testdir();
    const place = placeFrom({ SKEIN_ENGINES_DIR: folder });
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const pauses: number[] = [];
    const wait = async (ms: number) => void pauses.push(ms);
    const start = (engine: Engine) => upAtOnce(engine, place, print, undefined, wait);
    const ready = join(folder, 'waiting-ready');
    const waiting = engineOf(
      folder,
      'waiting',
      `console.log('post does not answer');
     if (began < 3) process.exit(${temporaryFailure});
     fs.writeFileSync('${ready}', '');
     setInterval(() => {}, 1e6);`,
    );
    await start(waiting);
    t.ok(running(folderOf(place, 'waiting')));
    await stop(folderOf(place, 'waiting'));
    t.match(lines, [
      /^start 2 of 4 of waiting, because: waiting ended:\npost does not answer$/,
      /^start 3 of 4 of waiting/,
    ]);
    t.equal(lines.length, 2);
    t.strictSame(pauses, [1_000, 2_000]);

    lines.length = 0;
    pauses.length = 0;
    const inVain = engineOf(folder, 'in-vain', `process.exit(${temporaryFailure})`);
    await t.rejects(start(inVain), /^in-vain ended/m, 'not for ever');
    t.equal(lines.length, 3);
    t.strictSame(pauses, [1_000, 2_000, 4_000]);

    lines.length = 0;
    for (const [name, program] of [
      ['wrong-setting', 'process.exit(1)'],
      ['ends', ''],
      ['killed', 'process.kill(process.pid, "SIGKILL")'],
    ] as const)
      await t.rejects(start(engineOf(folder, name, program)), new RegExp(`^${name} ended`, 'm'));
    t.strictSame(lines, [], 'other failures are not repeated');
  },
);

t.test('a process whose port is taken is started again, until it is stopped', async (t) => {
  const port = await takenPort(t);
  const place = placeFrom({ SKEIN_ENGINES_DIR: t.testdir() });
  const command = () => ({ program: process.execPath, args: ['-e', ''] });
  const node = { name: 'late', host: '127.0.0.1', port, command, ready: async () => {} };
  const late: Engine = {
    name: 'late',
    version: '',
    get: async () => {},
    nodes: () => [node],
    settings: () => ({}),
  };
  const pauses: number[] = [];
  const taken = { message: /is in use by another process/ };
  await t.rejects(
    upAtOnce(
      late,
      place,
      () => {},
      undefined,
      async (ms) => void pauses.push(ms),
    ),
    taken,
  );
  t.strictSame(pauses, [1_000, 2_000, 4_000]);

  const stopping = new AbortController();
  const lines: string[] = [];
  const stop = (line: string) => {
    lines.push(line);
    // By then it pauses.
    setImmediate(() => stopping.abort());
  };
  await t.rejects(upAtOnce(late, place, stop, stopping.signal), { name: 'AbortError' });
  t.equal(lines.length, 1, 'the pause ends, and no further start follows');
});

t.test('engines are selected by name, and unknown names are refused', async (t) => {
  t.strictSame(
    enginesNamed('postgres, redis').map(({ name }) => name),
    ['redis', 'postgres'],
  );
  t.equal(enginesNamed('').length, engines.length);
  t.throws(() => enginesNamed('oracle'), /no engine oracle: redis, postgres/);
});

t.test('two sets of engines share no port, and a set uses each of its own once', async (t) => {
  t.throws(() => placeFrom({ SKEIN_ENGINES_OFFSET: '17' }), /SKEIN_ENGINES_OFFSET/);
  const addresses = ['0', '100', '200', '800', '900'].flatMap((offset) => {
    const place = placeFrom({ SKEIN_ENGINES_OFFSET: offset });
    return engines.flatMap((engine) => engine.nodes(place).map(({ host, port }) => `${host}:${port}`));
  });
  t.equal(new Set(addresses).size, addresses.length);
});

t.test('compose.yaml has the versions of the engines', async (t) => {
  const images = [
    ...readFileSync(new URL('compose.yaml', import.meta.url), 'utf8').matchAll(/image: .*:v?(\S+)/g),
  ];
  const inContainers = new Set(images.map(([, version]) => version));
  t.strictSame(inContainers, new Set(engines.map(({ version }) => version)));
});
