import type { HandlerContext } from '@connectrpc/connect';
import { ProbeService, UserOnlyResponseSchema } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import type { AccessClaims } from '../../../platform/auth/access-tokens.ts';
import { authenticate } from '../../../platform/auth/authenticate.ts';
import { systemClock } from '../../../platform/clock.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { deadline } from '../../../platform/rpc/interceptors/deadline.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { serveParent } from './child.ts';

/** The size of the compared page; by default a home page of 20 short posts. */
const pageBytes = Number(process.env.BENCH_PAGE_BYTES ?? 5_500);

// The lower bounds of all comparisons, on our own host: RPCs that do nothing, without interceptors; and one that
// answers with a page's size of prepared bytes, behind the interceptors of every RPC.
const bind = '127.0.0.1';
const impl = {
  unary: () => ({}),
  /** Sends one message, then hangs. */
  async *serverStream(_request: unknown, { signal }: HandlerContext) {
    yield {};
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
};
const ready = Buffer.alloc(pageBytes, 'x');
const page = { userOnly: () => encoded(UserOnlyResponseSchema, ready) };

const known = new Map<string, AccessClaims>();
const verify = (token: string): AccessClaims => {
  let claims = known.get(token);
  if (claims === undefined) {
    claims = {
      userId: `${known.size}`,
      sessionId: `${known.size}`,
      role: 'user',
      generation: 0,
      expiresAtMs: Infinity,
    };
    known.set(token, claims);
  }
  return claims;
};
const refuseService = () => {
  throw new Error('no service calls a limit');
};
const metrics = createMetrics({ version: 'limit', nowMs: systemClock.nowMs });
const guard = [
  observe({ monotonicMs: systemClock.monotonicMs, ...metrics.calls }),
  deadline(),
  authenticate({
    access: { verify, known: () => undefined, clear: () => known.clear() },
    services: { verify: refuseService, known: () => undefined, clear() {} },
    clock: systemClock,
    mayCall: () => false,
    sessions: { check: () => ({ role: 'user' }), watch: () => () => {} },
  }),
  validate(),
];

const { userOnly } = ProbeService.method;
const open = { ...ProbeService, methods: ProbeService.methods.filter((method) => method !== userOnly) };
const signedIn = { ...ProbeService, methods: [userOnly] };
const server = grpcServer([{ service: open, impl }, ...guarded([{ service: signedIn, impl: page }], guard)]);
const listening = await server.listen({ bind, port: 0 });
serveParent({ grpc: `${bind}:${listening.port}` }, () => listening.close({ graceMs: 1_000 }));
