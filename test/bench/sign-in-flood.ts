import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConnectError, createClient } from '@connectrpc/connect';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { retryAfterMs, retrying } from '../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { random } from '../checker/random.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import { startMeasured } from './harness/process.ts';
import { report, setting } from './harness/report.ts';
import { RpcFailed } from './harness/wire.ts';
import { benchSettings, emptyData } from './reed98.ts';

const { values } = parseArgs({
  options: {
    /** Attempts a second, half of them sign-ins and half sign-ups. */
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    /** The number of source addresses. */
    addresses: { type: 'string', default: '20' },
  },
});
const password = 'a password that is right';
const people = 40;
/** The gap between two users who sign in, in milliseconds. */
const gapMs = 400;

const where = setting();
const data = emptyData();
const server = await startMeasured('skein-server.ts', {
  ...benchSettings,
  BENCH_PASSWORDS: 'as shipped',
  SKEIN_DATA_DIR: data.directory,
  // Default limits; the load generator sets each call's source address.
  SKEIN_SIGN_UPS_PER_ADDRESS: '10',
  SKEIN_TRUSTED_PROXIES: '127.0.0.1',
});
const transport = grpcTransport({ address: server.ready.grpc! });
const auth = createClient(AuthService, transport);
const from = (address: string) => ({ headers: { 'x-forwarded-for': address }, timeoutMs: 30_000 });

/** Signed up before, each from its own address. */
for (let person = 0; person < people; person++) {
  await auth.signUp({ handle: `person${person}`, password }, from(`192.0.2.${person}`));
}

const reasons = new Map<string, { count: number; withTime: number }>();
const draw = random(9, 0);
const attempt = async (kind: 'sign-in' | 'sign-up') => {
  const address = from(`198.51.100.${draw.int(Number(values.addresses))}`);
  const handle = `nobody${draw.int(1_000_000)}`;
  try {
    if (kind === 'sign-in') await auth.signIn({ handle, password: 'a guess at it' }, address);
    else await auth.signUp({ handle, password }, address);
  } catch (error) {
    const reason = reasonOf(error) ?? 'other';
    const seen = reasons.get(reason) ?? { count: 0, withTime: 0 };
    seen.count++;
    if (retryAfterMs(ConnectError.from(error)) !== undefined) seen.withTime++;
    reasons.set(reason, seen);
    throw new RpcFailed(reason, '');
  }
};

const persistent = createClient(AuthService, asTransport(retrying(transport as Calls, { attempts: 20 })));
const times = latency();
let signedIn = 0;
let failed = 0;
let flooding = true;
async function signInOneAfterTheOther(): Promise<void> {
  const inFlight: Promise<void>[] = [];
  for (let person = 0; flooding && person < people; person++) {
    const beganMs = performance.now();
    inFlight.push(
      persistent.signIn({ handle: `person${person}`, password }, from(`192.0.2.${person}`)).then(
        () => {
          signedIn++;
          times.record(performance.now() - beganMs);
        },
        () => {
          failed++;
        },
      ),
    );
    await sleep(gapMs);
  }
  await Promise.all(inFlight);
}

try {
  const others = signInOneAfterTheOther();
  const flood = await openLoop({
    rate: Number(values.rate),
    durationMs: Number(values.seconds) * 1_000,
    maxInFlight: 100_000,
    random: draw,
    next: () => {
      const kind = draw.int(2) === 0 ? ('sign-in' as const) : ('sign-up' as const);
      return { kind, run: () => attempt(kind) };
    },
  });
  flooding = false;
  await others;
  const { p50Ms, p99Ms } = times.figures;
  report(where, {
    name: 'sign-in-flood',
    data: [
      `${values.rate} attempts/s from ${values.addresses} addresses for ${values.seconds} s: sign-ins to unknown handles, and sign-ups; limits and passwords as shipped`,
      `meanwhile a person every ${gapMs} ms signs in from an address of his own, and heeds RetryInfo`,
    ],
    rows: [
      { what: 'the flood', attempts: flood.offered, 'let in': flood.answered },
      ...[...reasons].map(([reason, { count, withTime }]) => ({
        what: `  ${reason}`,
        attempts: count,
        'a retry delay is given': withTime,
      })),
      {
        what: 'people who signed in',
        attempts: signedIn + failed,
        'let in': signedIn,
        'p50 ms': p50Ms,
        'p99 ms': p99Ms,
      },
    ],
    details: { flood, reasons: Object.fromEntries(reasons), signedIn, failed },
  });
  if (failed > 0) process.exitCode = 1;
} finally {
  transport.close();
  await server.stop();
  data.remove();
}
