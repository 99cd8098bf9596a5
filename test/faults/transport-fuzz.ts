import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { grpcServer } from '../../platform/rpc/grpc-server.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { mib } from './mib.ts';
import type { CallOutcome } from './transport-fuzz/caller.ts';
import { hostileServer } from './transport-fuzz/hostile-server.ts';
import { runningTime } from './transport-fuzz/running-time.ts';

/**
 * A gRPC server that answers with malformed messages, trailers, frames and connections, and a process that calls it,
 * directly and through a front. The process must survive, every call must end in time with a value or a call error,
 * memory must not grow, and calls to a correct server beside it must be served.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string', default: '1' } },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
if (!(seconds >= 10) || !Number.isInteger(seed))
  throw new Error('usage: transport-fuzz.ts [--seconds 600] [--seed 1]');

/** How much the minimum memory of the last third may exceed that of the second. */
const allowedBytes = 24 << 20;
/**
 * The share of calls to the correct server that may be late, because other processes of the machine may delay this one.
 */
const allowedLate = 0.1;

/** How much later than its calls the calling process may end; after that it counts as hung. */
const endsInSeconds = 30;

const hostile = await hostileServer(seed);
const honest = await grpcServer([hosted(ProbeService, { unary: ({ text }) => ({ text }) })]).listen({
  bind: '127.0.0.1',
  port: 0,
});
const caller = fork(
  new URL('transport-fuzz/caller.ts', import.meta.url),
  [hostile.address, `127.0.0.1:${honest.port}`, String(seed), String(seconds)],
  { execArgv: ['--expose-gc'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
);
let said = '';
for (const stream of [caller.stdout!, caller.stderr!]) {
  stream.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 10_000) said += text;
  });
}
let outcome: CallOutcome | undefined;
caller.on('message', (message: CallOutcome) => (outcome = message));
const running = runningTime();
const stuck = setTimeout(
  () => running.after(endsInSeconds * 1_000, () => caller.kill('SIGKILL')),
  seconds * 1_000,
);
const startMs = performance.now();
const [exitCode, signal] = await once(caller, 'close');
clearTimeout(stuck);

const problems: string[] = [];
if (exitCode !== 0 || outcome === undefined)
  problems.push(
    `the calling process ended with ${signal ?? exitCode} after ${Math.round((performance.now() - startMs) / 1_000)} s`,
  );
if (said.trim() !== '') problems.push(`it complained:\n${said.slice(0, 3_000)}`);
if (outcome !== undefined) {
  problems.push(...outcome.problems.slice(0, 10));
  if (outcome.problems.length > 10) problems.push(`and ${outcome.problems.length - 10} more`);
  if (outcome.served === 0 || outcome.late > allowedLate * (outcome.served + outcome.late))
    problems.push(`${outcome.late} honest calls were late, ${outcome.served} were not`);
  const third = Math.ceil(outcome.heldBytes.length / 3);
  const before = Math.min(...outcome.heldBytes.slice(third, 2 * third));
  const after = Math.min(...outcome.heldBytes.slice(-third));
  if (!(after - before <= allowedBytes)) problems.push(`memory grew from ${mib(before)} to ${mib(after)}`);
  process.stdout.write(
    `answers: ${JSON.stringify(hostile.counts)}\nends: ${JSON.stringify(outcome.codes)}\n`,
  );
  process.stdout.write(
    `transport fuzz: ${outcome.calls} calls in ${seconds} s, seed ${seed}; held ${mib(before)} -> ${mib(after)}; ` +
      `${outcome.served} honest calls served, ${outcome.late} late\n`,
  );
}
hostile.close();
await honest.close({ graceMs: 0 });
for (const what of problems) process.stdout.write(`not ok - ${what}\n`);
if (problems.length === 0)
  process.stdout.write('no crash, no hang, no growth; every answer is a value or an error of its call\n');
process.exitCode = problems.length === 0 ? 0 : 1;
