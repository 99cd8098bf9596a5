import type { Socket } from 'node:net';
import type { HandlerContext, Transport } from '@connectrpc/connect';
import { type AccessClaims, accessTokenVerifier } from '../../../platform/auth/access-tokens.ts';
import { authenticate } from '../../../platform/auth/authenticate.ts';
import type { VerificationKeys } from '../../../platform/auth/keys.ts';
import { serviceTokenVerifier } from '../../../platform/auth/service-tokens.ts';
import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type CallLimits, callLimits } from '../../../platform/limits/call-limits.ts';
import { boundConnections } from '../../../platform/limits/connections.ts';
import {
  forwardedForHeader,
  inProcessClientAddress,
  type TrustedProxies,
  trustedProxies,
} from '../../../platform/limits/trusted-proxies.ts';
import { CallContext } from '../../../platform/rpc/call-context.ts';
import type { ListenerLimits } from '../../../platform/rpc/grpc-limits.ts';
import { headerOf, peerAddressOf } from '../../../platform/rpc/headers.ts';
import type { Interceptor } from '../../../platform/rpc/intercept.ts';
import { deadline } from '../../../platform/rpc/interceptors/deadline.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { type Admit, shed } from '../../../platform/rpc/interceptors/shed.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import { limitFigures } from '../../../platform/telemetry/limit-figures.ts';
import { accessLog } from '../../../platform/telemetry/log.ts';
import type { ProcessContext } from '../process-context.ts';
import type { ServiceTable } from '../service-table.ts';
import { limitUsers, listenerLimits } from './listener-limits.ts';
import { type Readers, readersOf } from './readers.ts';
import { userSessions } from './session-gate.ts';
import { shedding } from './shedding.ts';
import { type SigningKeys, signingKeys } from './signing-keys.ts';

export interface CallGuardOptions {
  /** Keys of services' tokens. */
  readonly meshKeys: VerificationKeys;
  /** The way to the user service, which keeps keys and sessions. */
  readonly userTransport: Transport;
  /** Which services may call what, by the name in their token. */
  readonly mayCall: ServiceTable['mayCall'];
  /** Checks messages between services of the process too: for tests, since they are our own. */
  readonly validateInner: boolean;
}

/** What stands before the handlers of a process. */
export interface CallGuard {
  /** Before calls that are passed on, and before methods without a handler: who calls is not looked at. */
  readonly publicInterceptors: readonly Interceptor[];
  /** Before every handler for calls from other processes. */
  readonly outer: readonly Interceptor[];
  /** Before every handler for calls from services of this process. */
  readonly inner: readonly Interceptor[];
  /** Before handlers that everybody may call and that bring no rules of their own, such as health. */
  readonly limited: readonly Interceptor[];
  /** The load shedder, asked before a call's request is read. */
  readonly admit: Admit;
  /** What a gRPC server counts before it reads a call. */
  readonly listenerLimits: ListenerLimits;
  /** Bounds the connections of one address to one port. */
  boundConnections(): (socket: Socket) => void;
  readonly limits: CallLimits;
  readonly proxies: TrustedProxies;
  readonly accessKeys: SigningKeys;
  readonly sessions: CachedSessionGate;
  /** Verifies users' tokens, each once in the process. */
  readonly access: TokenVerifier<AccessClaims>;
  readonly readers: Pick<Readers, 'know'>;
  /** Where a call came from, on whichever listener. */
  addressOf(context: HandlerContext): string;
}

/** Unary calls without a deadline get the first; longer ones are cut to the second. */
export const deadlines = { defaultMs: 10_000, maxMs: 60_000 };

/** The one place that says which interceptors there are, and in which order. */
export function callGuard(context: ProcessContext, options: CallGuardOptions): CallGuard {
  const { clock, closers, config, layout, log, metrics, traces } = context;
  const { process: settings, product } = config;
  const { meshKeys, userTransport, mayCall, validateInner } = options;

  const accessKeys = signingKeys(userTransport, clock, (err) => log.warn({ err }, 'signing keys'));
  const access = accessTokenVerifier({ keys: accessKeys, clock, skewMs: product.clockSkewMs });
  const sessions = userSessions({ userTransport, ttlMs: product.heartbeatMs, clock });
  const proxies = trustedProxies(settings.trustedProxies);
  const limits = callLimits({ settings: config.limits, clock, onRefused: limitFigures([metrics.registry]) });
  const readers = readersOf(clock);
  readers.know({ access, sessions, limits });
  // Load is the machine's, whatever time a test says it is.
  const load = { turnMs: settings.overloadTurnMs, clock: systemClock };
  const admit = shedding({ ...load, metrics, log, readers, closers });

  const addressOf = clientAddress(proxies);
  // Behind the edge a user's call becomes several calls of services, which were counted there.
  const exemptServices = layout.listens === 'mesh';
  const counted = { limits, access, sessions, exemptServices };
  const limited = [limitUsers({ ...counted, addressOf })];
  const callLog = { monotonicMs: clock.monotonicMs, log: accessLog(log) };
  const services = serviceTokenVerifier({ keys: meshKeys, clock, skewMs: product.clockSkewMs });
  const identity = authenticate({ access, addressOf, clock, mayCall, services, sessions });

  // What is refused is observed, and costs little: room first, then limits, before anything is verified.
  const observers = [observe({ ...callLog, ...metrics.calls }), traces.interceptor];
  const publicInterceptors = [shed(admit), ...observers, ...limited, deadline(deadlines)];
  return {
    publicInterceptors,
    outer: [...publicInterceptors, identity, validate()],
    // Inner calls are logged where they fail, for there the cause is still known.
    inner: [observe(callLog), traces.interceptor, identity, ...(validateInner ? [validate()] : [])],
    limited,
    admit,
    listenerLimits: listenerLimits({ ...counted, proxies }),
    boundConnections: () => boundConnections(config.limits.connectionsPerAddress, proxies),
    limits,
    proxies,
    accessKeys,
    sessions,
    access,
    readers,
    addressOf,
  };
}

/** In process only a gateway calls from outside, and it has looked at proxies already. */
function clientAddress(proxies: TrustedProxies): (context: HandlerContext) => string {
  const find = (context: HandlerContext) => {
    const forwardedFor = headerOf(context, forwardedForHeader);
    if (context.protocolName === 'in-process') return inProcessClientAddress(forwardedFor);
    return proxies.clientAddress(peerAddressOf(context), forwardedFor);
  };
  return (context) => {
    if (!(context instanceof CallContext)) return find(context);
    context.clientAddress ??= find(context);
    return context.clientAddress;
  };
}
