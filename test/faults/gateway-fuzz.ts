import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { Code, ConnectError } from '@connectrpc/connect';
import { addressesOf } from '../addresses.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import type { Attacked, Orders } from './gateway-fuzz/attackers.ts';
import { wellBehavedClient } from './gateway-fuzz/well-behaved-client.ts';
import { mib } from './mib.ts';

/**
 * Malformed HTTP, gRPC, JSON, protobuf, envelopes and WebSocket frames, huge headers, slow and silent clients, all at
 * once, while a well-behaved client writes over both listeners and reads. The gateway must not crash, must not report
 * faults of its own, must not grow, and must serve the well-behaved client.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string', default: '1' } },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
if (!(seconds >= 10) || !Number.isInteger(seed))
  throw new Error('usage: gateway-fuzz.ts [--seconds 600] [--seed 1]');

const attackers = 48;
/** How much the minimum memory of the last third may exceed that of the second: normal heap variation. */
const allowedBytes = 24 << 20;
/** The share of well-behaved calls that may be late, because other processes of the machine may delay this one. */
const allowedLate = 0.1;
/** Not implemented, the caller's deadline, an unsupported HTTP version: not faults of the server. */
const meant = new Set([501, 504, 505]);

const work = mkdtempSync(join(tmpdir(), 'skein-fuzz-'));
const child = spawn(
  process.execPath,
  ['--expose-gc', '--import', './test/faults/gateway-fuzz/collect.ts', 'services/main.ts'],
  {
    env: {
      ...process.env,
      SKEIN_DATA_DIR: work,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_LOG_LEVEL: 'error',
      SKEIN_HEARTBEAT: '5s',
      SKEIN_ACCESS_TOKEN_TTL: '1d',
      // A client that is not served was blocked by an attack, not by load shedding.
      ...unlimitedSettings,
      SKEIN_SOCKETS_PER_USER: '100000',
      SKEIN_SIGN_INS_PER_ADDRESS: '100000000',
      SKEIN_SIGN_UPS_PER_ADDRESS: '100000000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
let said = '';
child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  said += text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n');
});
let ended = false;
child.once('exit', () => (ended = true));

const { grpc, http } = await addressesOf(child);
const port = Number(new URL(http).port);
const problems = new Map<string, number>();
const problem = (what: string) => problems.set(what, (problems.get(what) ?? 0) + 1);
const counts: Record<string, number> = {};
const statuses: Record<number, number> = {};

function verdictOf({ name, step, statuses: found, faults }: Attacked): void {
  counts[name] = (counts[name] ?? 0) + 1;
  for (const status of found) {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status >= 500 && !meant.has(status))
      problem(`${name} (seed ${seed}, step ${step}) was answered ${status}`);
  }
  for (const fault of faults) problem(`${name} (seed ${seed}, step ${step}) was answered ${fault}`);
}

/** Memory in use after garbage collection, and other metrics. */
async function figures(): Promise<{ heldBytes: number; rssBytes: number; sockets: number }> {
  child.kill('SIGUSR2');
  const text = await (await fetch(`${http}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    heldBytes: figure('nodejs_heap_size_used_bytes') + figure('nodejs_external_memory_bytes'),
    rssBytes: figure('process_resident_memory_bytes'),
    sockets: figure('skein_gateway_sockets'),
  };
}

async function signUp(handle: string): Promise<string> {
  const answer = await fetch(`${http}/skein.user.v1.AuthService/SignUp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle, password: 'correct horse battery' }),
  });
  return ((await answer.json()) as { tokens: { accessToken: string } }).tokens.accessToken;
}

/** The minimum of some samples: connections come and go, leaks stay. */
const least = (some: readonly { heldBytes: number }[]) => Math.min(...some.map(({ heldBytes }) => heldBytes));
const samples: { heldBytes: number; rssBytes: number; sockets: number }[] = [];

try {
  const grpcPort = Number(grpc.split(':')[1]);
  const target = { port, grpcPort, token: await signUp('mallory') };
  const friend = await wellBehavedClient(http, grpc, await signUp('honest'));
  const startMs = performance.now();
  const spentMs = () => performance.now() - startMs;
  const over = () => ended || spentMs() > seconds * 1000;
  let slowestMs = 0;
  let written = 0;
  let late = 0;
  const orders: Orders = { target, seed, attackers };
  const thread = new Worker(new URL('gateway-fuzz/attackers.ts', import.meta.url), { workerData: orders });
  thread.on('message', verdictOf);
  thread.on('error', (error) => problem(`the attackers failed: ${error}`));
  const watcher = async () => {
    while (!over()) {
      try {
        slowestMs = Math.max(slowestMs, await friend.write());
        if (++written % 10 === 0) samples.push(await figures());
      } catch (error) {
        if (ConnectError.from(error).code === Code.DeadlineExceeded) late += 1;
        else problem(`the honest client was not served: ${error}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await watcher();
  await thread.terminate();

  if (ended) problem('the process ended');
  else for (const wrong of await friend.finish()) problem(wrong);
  if (late > allowedLate * (written + late)) problem(`${late} honest calls were late, ${written} were not`);
  if (samples.length < 3) throw new Error(`${samples.length} samples are too few to judge by`);
  const third = Math.ceil(samples.length / 3);
  const [before, after] = [least(samples.slice(third, 2 * third)), least(samples.slice(-third))];
  if (!(after - before <= allowedBytes)) problem(`memory grew from ${mib(before)} to ${mib(after)}`);
  if (said.trim() !== '') problem(`it complained:\n${said.slice(0, 3_000)}`);
  const series = samples.map(({ heldBytes, sockets }) => `${Math.round(heldBytes / (1 << 20))}/${sockets}`);
  process.stdout.write(`MiB held / sockets open, every few seconds: ${series.join(' ')}\n`);
  process.stdout.write(`attacks: ${JSON.stringify(counts)}\nstatuses: ${JSON.stringify(statuses)}\n`);
  process.stdout.write(
    `gateway fuzz: ${Object.values(counts).reduce((sum, count) => sum + count, 0)} attacks in ${Math.round(spentMs() / 1000)} s, seed ${seed}; held ${mib(before)} -> ${mib(after)}, resident at most ` +
      `${mib(Math.max(...samples.map(({ rssBytes }) => rssBytes)))}; the slowest of ${written} honest calls took ${Math.round(slowestMs)} ms, ${late} more were late\n`,
  );
} finally {
  const gone = ended ? undefined : once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  rmSync(work, { recursive: true, force: true });
}
for (const [what, times] of problems)
  process.stdout.write(`not ok - ${what}${times > 1 ? ` (${times} times)` : ''}\n`);
if (problems.size === 0)
  process.stdout.write('no crash, no fault caused by input, no growth; the well-behaved client is served\n');
process.exitCode = problems.size === 0 ? 0 : 1;
