import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
  HealthCheckResponse_ServingStatusSchema as ServingStatusSchema,
} from '../../../gen/ts/grpc/health/v1/health_pb.ts';
import { asTransport } from '../../../platform/rpc/transport.ts';
import { type Context, command } from '../command.ts';
import { exitCodes, faultReport } from '../fault.ts';
import { dataDirectory, isLocalAdmin } from '../local-admin.ts';

/** The result of one check, and whether it is good; undefined is neutral. */
interface Finding {
  readonly what: string;
  readonly well: boolean | undefined;
  readonly found: string;
}

const lookMs = 5_000;
const leastNode = 24;
const leastFreeBytes = 1 << 30;
/** Servers with a larger clock difference refuse tokens; the Date header has whole seconds. */
const mostSkewMs = 2_000;

export const doctor = command({
  name: 'doctor',
  usage: '',
  summary: 'check everything that the network and this command need',
  examples: ['skein doctor', 'skein doctor --server 192.0.2.7:50051 --json'],
  async run(context) {
    const findings: Finding[] = [];
    for (const look of [node, grpc, http, clock, data, session])
      findings.push(...[await look(context)].flat());
    const text = findings
      .map(({ what, well, found }) => `${mark(well)}  ${what.padEnd(8)}${found}`)
      .join('\n');
    context.out.answer(
      { findings: findings.map(({ well, ...rest }) => ({ ...rest, well: well ?? null })) },
      text,
    );
    return findings.some(({ well }) => well === false) ? exitCodes.unwell : exitCodes.ok;
  },
});

const mark = (well: boolean | undefined) => (well === undefined ? '-   ' : well ? 'ok  ' : 'FAIL');

async function node(): Promise<Finding> {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    what: 'node',
    well: major >= leastNode,
    found: `${process.versions.node}, ${leastNode} or newer is needed`,
  };
}

/** The gRPC server as a whole, and each service behind it that does not answer. */
async function grpc({ where, plainCalls, signal }: Context): Promise<Finding[]> {
  const health = createClient(Health, asTransport({ ...plainCalls }));
  try {
    const { statuses } = await health.list({}, { timeoutMs: lookMs, signal });
    const { '': whole, writes, ...services } = statuses;
    const status = whole?.status ?? ServingStatus.UNKNOWN;
    const found = `${where.grpc} is ${ServingStatusSchema.value[status]!.name}`;
    const silent = Object.keys(services).filter((name) => services[name]!.status !== ServingStatus.SERVING);
    const refused = status === ServingStatus.SERVING && writes?.status === ServingStatus.NOT_SERVING;
    return [
      { what: 'grpc', well: status === ServingStatus.SERVING, found },
      ...(refused
        ? [{ what: 'writes', well: false, found: 'refused: the storage of the server fails' }]
        : []),
      ...[...new Set(silent.map(serviceOf))].map((service) => ({
        what: 'service',
        well: false,
        found: `${service} does not answer: ${silent.filter((name) => serviceOf(name) === service).join(', ')}`,
      })),
    ];
  } catch (error) {
    return [{ what: 'grpc', well: false, found: faultReport(error, where.grpc).line }];
  }
}

/** `post` of `skein.post.v1.PostService`: services of the same name come from the same processes. */
const serviceOf = (name: string) => /^skein\.(\w+)\./.exec(name)?.[1] ?? name;

async function http({ where, signal }: Context): Promise<Finding> {
  const answer = await get(`${where.http}/readyz`, signal);
  // After the first line come services that do not answer, which the gRPC check has reported.
  const [ready] = answer.text.split('\n', 1);
  return { what: 'http', well: answer.status === 200, found: `${where.http}/readyz: ${ready}` };
}

async function clock({ where, signal }: Context): Promise<Finding> {
  const beganMs = Date.now();
  const { date } = await get(`${where.http}/healthz`, signal);
  if (date === undefined)
    return { what: 'clock', well: undefined, found: 'the server does not say what time it is' };
  const midMs = (beganMs + Date.now()) / 2;
  // The Date header's second has started but not ended: only a difference beyond it counts.
  const skewMs = midMs < date ? midMs - date : Math.max(0, midMs - date - 1_000);
  return {
    what: 'clock',
    well: Math.abs(skewMs) < mostSkewMs,
    found: `${Math.round(skewMs)} ms from the server’s`,
  };
}

async function data({ env }: Context): Promise<Finding> {
  const directory = dataDirectory(env);
  try {
    const { mode } = statSync(directory);
    const { bavail, bsize } = await statfs(directory);
    const freeBytes = bavail * bsize;
    const open = (mode & 0o077) !== 0;
    const keys = isLocalAdmin(directory) ? 'roles can be granted here' : 'no keys of a network';
    const free = `${(freeBytes / 2 ** 30).toFixed(1)} GiB free`;
    const found = `${directory}: ${free}, ${keys}${open ? ', but others can look into it: chmod 700' : ''}`;
    return { what: 'data', well: freeBytes >= leastFreeBytes && !open, found };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const found = missing ? `${directory}: no network was started here` : (error as Error).message;
    return { what: 'data', well: missing ? undefined : false, found };
  }
}

async function session(context: Context): Promise<Finding> {
  try {
    const kept = context.credentials.find();
    if (kept === undefined) return { what: 'session', well: undefined, found: 'nobody is signed in' };
    const own = context.session();
    await context.as(own).users.getAccount({}, { timeoutMs: lookMs });
    const { expiresAtMs, handle } = own.identity();
    const minutes = Math.floor((expiresAtMs - Date.now()) / 60_000);
    return { what: 'session', well: true, found: `@${handle}, the access token has ${minutes} min left` };
  } catch (error) {
    const away = error instanceof ConnectError && error.code === Code.Unavailable;
    return {
      what: 'session',
      well: away ? undefined : false,
      found: faultReport(error, context.where.grpc).line,
    };
  }
}

interface Got {
  readonly status: number;
  readonly text: string;
  /** Milliseconds since 1970, from the server's Date header. */
  readonly date: number | undefined;
}

async function get(url: string, signal: AbortSignal): Promise<Got> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(lookMs)]) });
    const date = Date.parse(response.headers.get('date') ?? '');
    const text = (await response.text()).trim();
    return { status: response.status, text, date: Number.isNaN(date) ? undefined : date };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    return { status: 0, text: cause?.message ?? message, date: undefined };
  }
}
