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
import { type Admit, shed, watchWaiting } from '../../../platform/rpc/interceptors/shed.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import type { UnreadAnswerLimit } from '../../../platform/rpc/unread-answer-limit.ts';
import { limitFigures } from '../../../platform/telemetry/limit-figures.ts';
import { accessLog } from '../../../platform/telemetry/log.ts';
import { unreadAnswerFigures } from '../../../platform/telemetry/unread-answer-figures.ts';
import type { ProcessContext } from '../process-context.ts';
import type { ServiceTable } from '../service-table.ts';
import { limitUsers, listenerLimits } from './listener-limits.ts';
import { type Readers, readersOf } from './readers.ts';
import { userSessions } from './session-gate.ts';
import { shedding } from './shedding.ts';
import { type SigningKeys, signingKeys } from './signing-keys.ts';

export interface CallGuardOptions {
  /** The keys that verify services' tokens. */
  readonly meshKeys: VerificationKeys;
  /** The transport to the user service, which stores keys and sessions. */
  readonly userTransport: Transport;
  /** Which service may call which RPC, by the name in the service's token. */
  readonly mayCall: ServiceTable['mayCall'];
  /** Validates messages between services of the process too. For tests only: in production these messages are trusted. */
  readonly validateInner: boolean;
}

/** The interceptors and limits before the handlers of a process. */
export interface CallGuard {
  /** Before forwarded calls and methods without a handler. They do not verify the caller. */
  readonly publicInterceptors: readonly Interceptor[];
  /** Before every handler for calls from other processes. */
  readonly outer: readonly Interceptor[];
  /** Before every handler for calls from services of this process. */
  readonly inner: readonly Interceptor[];
  /** Before handlers that everybody may call and that have no validation, such as health. */
  readonly limited: readonly Interceptor[];
  /** The load shedder. It decides before a call's request is read. */
  readonly admit: Admit;
  /** The limits that a gRPC server applies before it reads a call. */
  readonly listenerLimits: ListenerLimits;
  /** The limit of unread answers of all listeners together. */
  readonly unreadAnswers: UnreadAnswerLimit;
  /** Bounds the connections from one address to one port. */
  boundConnections(): (socket: Socket) => void;
  readonly limits: CallLimits;
  readonly proxies: TrustedProxies;
  readonly accessKeys: SigningKeys;
  readonly sessions: CachedSessionGate;
  /** Verifies users' tokens. The process verifies each token once. */
  readonly access: TokenVerifier<AccessClaims>;
  readonly readers: Pick<Readers, 'know'>;
  /** The client address of a call, on every listener. */
  addressOf(context: HandlerContext): string;
}

/** Builds the interceptors. Only this function decides which there are, and in which order. */
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
  // Load is measured in real time, even when a test sets the clock.
  const load = { turnMs: settings.overloadTurnMs, clock: systemClock };
  const admission = shedding({ ...load, metrics, log, readers, closers });

  const addressOf = clientAddress(proxies);
  // Behind the edge a user's call becomes several calls between services. The edge has counted it already.
  const exemptServices = layout.listens === 'mesh';
  const counted = { limits, access, sessions, exemptServices };
  const limited = [limitUsers({ ...counted, addressOf })];
  const callLog = { monotonicMs: clock.monotonicMs, log: accessLog(log) };
  const services = serviceTokenVerifier({ keys: meshKeys, clock, skewMs: product.clockSkewMs });
  const identity = authenticate({ access, addressOf, clock, mayCall, services, sessions });

  // Refused calls are observed too. Cheap checks come first: load, then limits, then tokens.
  const observers = [observe({ ...callLog, ...metrics.calls }), traces.interceptor];
  const entrance = [shed(admission.admit), ...observers, ...limited, deadline()];
  const waiting = watchWaiting(admission, systemClock.monotonicMs);
  return {
    publicInterceptors: [...entrance, waiting],
    outer: [...entrance, identity, validate(), waiting],
    // Failed inner calls are logged where they fail, because only there the cause is known.
    inner: [observe(callLog), traces.interceptor, identity, ...(validateInner ? [validate()] : [])],
    limited,
    admit: admission.admit,
    listenerLimits: listenerLimits({ ...counted, proxies }),
    unreadAnswers: unreadAnswerFigures([metrics.registry], clock, log),
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

/** In process only the gateway makes calls from outside. It has resolved proxies already. */
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
