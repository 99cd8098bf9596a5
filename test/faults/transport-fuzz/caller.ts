import { setTimeout as sleep } from 'node:timers/promises';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { systemClock } from '../../../platform/clock.ts';
import { forwarded } from '../../../platform/rpc/forwarded.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { type GrpcTransport, grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { type Random, random } from '../../checker/random.ts';
import { runningTime } from './running-time.ts';

/** The process that calls a hostile server, and a correct one beside it; without handlers for uncaught errors. */
const [hostile = '', honest = '', seedText = '', seconds = ''] = process.argv.slice(2);
const seed = Number(seedText);

export interface CallOutcome {
  readonly calls: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly served: number;
  readonly late: number;
  /** Samples of memory in use after garbage collection. */
  readonly heldBytes: readonly number[];
}

const callers = 24;
/** How much later than its deadline a call may end. */
const graceMs = 5_000;
/** The number of messages read from an endless stream. */
const enough = 300;
const endMs = performance.now() + Number(seconds) * 1_000;
const over = () => performance.now() > endMs;

const codes: Record<string, number> = {};
const problems: string[] = [];
const heldBytes: number[] = [];
let calls = 0;
let served = 0;
let late = 0;
const running = runningTime();

/** A front that forwards calls, as in a cluster. */
async function front(to: GrpcTransport) {
  const service = forwarded(ProbeService, to, {
    headers: () => ({}),
    timers: systemClock,
    takeMs: 1_000,
  });
  const server = await grpcServer([service]).listen({ bind: '127.0.0.1', port: 0 });
  return { server, transport: grpcTransport({ address: `127.0.0.1:${server.port}`, dependency: true }) };
}

async function* requests(chance: Random) {
  for (let count = chance.int(4); count > 0; count--) {
    yield {};
    await sleep(chance.int(20));
  }
}

async function readSome(stream: AsyncIterable<unknown>): Promise<void> {
  let count = 0;
  for await (const _ of stream) if (++count >= enough) return;
}

function callOf(
  chance: Random,
  transport: Transport,
  options: { timeoutMs: number; signal: AbortSignal },
): Promise<unknown> {
  const client = createClient(ProbeService, transport);
  switch (chance.int(5)) {
    case 0:
      return readSome(client.serverStream({}, options));
    case 1:
      return client.clientStream(requests(chance), options);
    case 2:
      return readSome(client.bidiStream(requests(chance), options));
    default:
      return client.unary({ text: 'a' }, options);
  }
}

/** The calls in flight, by step: the kind of each and its time limit. */
const inFlight = new Map<number, string>();

async function attackOne(step: number, transports: readonly Transport[]): Promise<void> {
  const chance = random(seed, step);
  const timeoutMs = 100 + chance.int(1_200);
  const leaving = new AbortController();
  const timer = chance.chance(0.15) ? setTimeout(() => leaving.abort(), chance.int(timeoutMs)) : undefined;
  const startMs = running.ms;
  inFlight.set(step, `${timeoutMs} ms`);
  const how = await callOf(chance, chance.pick(transports), { timeoutMs, signal: leaving.signal }).then(
    () => 'ok',
    (reason: unknown) => {
      if (reason instanceof ConnectError) return Code[reason.code] ?? `code ${reason.code}`;
      problems.push(
        `step ${step} failed with what is no error of a call: ${(reason as Error)?.stack ?? reason}`,
      );
      return 'other';
    },
  );
  clearTimeout(timer);
  inFlight.delete(step);
  calls += 1;
  codes[how] = (codes[how] ?? 0) + 1;
  const tookMs = running.ms - startMs;
  if (tookMs > timeoutMs + graceMs)
    problems.push(`step ${step} took ${Math.round(tookMs)} ms of ${timeoutMs}`);
}

let step = 0;
async function attack(transports: readonly Transport[]): Promise<void> {
  while (!over()) await attackOne(step++, transports);
}

async function beHonest(): Promise<void> {
  const transport = grpcTransport({ address: honest, dependency: true });
  const client = createClient(ProbeService, transport);
  let sampledMs = 0;
  while (!over()) {
    try {
      const text = `honest ${served}`;
      const answer = await client.unary({ text }, { timeoutMs: 5_000 });
      if (answer.text === text) served += 1;
      else problems.push(`the honest call was answered "${answer.text}"`);
    } catch (reason) {
      if (ConnectError.from(reason).code === Code.DeadlineExceeded) late += 1;
      else problems.push(`the honest call failed: ${reason}`);
    }
    if (performance.now() - sampledMs > 1_000) {
      sampledMs = performance.now();
      (globalThis as { gc?: () => void }).gc?.();
      const { heapUsed, external } = process.memoryUsage();
      heldBytes.push(heapUsed + external);
    }
    await sleep(20);
  }
  transport.close();
}

// Several channels, because attacks hit whole connections; one balances its calls as for a service.
const channels = [false, false, true].map((balance) =>
  grpcTransport({ address: balance ? `dns:///${hostile}` : hostile, balance, dependency: true }),
);
const behind = grpcTransport({ address: hostile, dependency: true });
const { server, transport: through } = await front(behind);
const transports = [...channels, channels[0]!.undecoded, through];
const report = (done: () => void) =>
  process.send!({ calls, codes, problems, served, late, heldBytes } satisfies CallOutcome, done);
// A hanging call must not prevent the report about the others.
let cancelReport = () => {};
const end = setTimeout(() => {
  cancelReport = running.after(2 * graceMs, () => {
    for (const [step, limit] of inFlight) problems.push(`step ${step} of ${limit} has not ended`);
    report(() => process.exit(1));
  });
}, endMs - performance.now());
await Promise.all([beHonest(), ...Array.from({ length: callers }, () => attack(transports))]);
clearTimeout(end);
cancelReport();
for (const each of [...channels, behind, through]) each.close();
await server.close({ graceMs: 1_000 });
report(() => process.disconnect());
// Closed transports must not keep the process alive.
running.after(2 * graceMs, () => {
  process.stderr.write(`still alive after its last call: ${process.getActiveResourcesInfo()}\n`);
  process.exit(1);
});
