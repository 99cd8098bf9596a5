import type { HandlerContext, Transport } from '@connectrpc/connect';
import { type AccessClaims, accessTokenVerifier } from '../../../platform/auth/access-tokens.ts';
import { authenticate } from '../../../platform/auth/authenticate.ts';
import type { VerificationKeys } from '../../../platform/auth/keys.ts';
import { serviceTokenVerifier } from '../../../platform/auth/service-tokens.ts';
import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import type { CallLimits } from '../../../platform/limits/call-limits.ts';
import {
  forwardedForHeader,
  type TrustedProxies,
  trustedProxies,
  vouchedAddress,
} from '../../../platform/limits/trusted-proxies.ts';
import type { EntranceLimits } from '../../../platform/rpc/grpc-limits.ts';
import { headerOf, peerAddressOf } from '../../../platform/rpc/headers.ts';
import type { Interceptor } from '../../../platform/rpc/intercept.ts';
import { deadline } from '../../../platform/rpc/interceptors/deadline.ts';
import { limit } from '../../../platform/rpc/interceptors/limit.ts';
import { type Admit, shed } from '../../../platform/rpc/interceptors/shed.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import type { ServiceTable } from '../service-table.ts';
import { entranceLimits } from './entrance-limits.ts';
import { userSessions } from './session-gate.ts';

export interface GuardOptions {
  readonly clock: TimedClock;
  /** Keys of users' tokens, and of services' tokens. */
  readonly accessKeys: VerificationKeys;
  readonly meshKeys: VerificationKeys;
  readonly clockSkewMs: number;
  /** The longest that another process's sign-out, or another role, takes to be seen here. */
  readonly sessionTtlMs: number;
  readonly userTransport: Transport;
  /** Which services may call what, by the name in their token. */
  readonly mayCall: ServiceTable['mayCall'];
  /** Whose word is taken for where a call came from; nobody's unless told. */
  readonly proxies?: TrustedProxies;
  /** Whether there is room for a call from outside; there always is without. */
  readonly admit?: Admit;
  /** How much one address and one person may ask from outside; whatever they like without. */
  readonly limits?: CallLimits;
  /** What sees every call from outside that there is room for first, refused ones included. */
  readonly observers: readonly Interceptor[];
  /** What sees inner calls. */
  readonly innerObservers: readonly Interceptor[];
  /** Checks messages between services of the process too: for tests, since they are our own. */
  readonly validateInner: boolean;
}

export interface Guard {
  /** What stands before every handler at the doors of the process, in order. */
  readonly outer: readonly Interceptor[];
  /** Of these, what stands before methods without a handler: nobody has to be known for UNIMPLEMENTED. */
  readonly unserved: readonly Interceptor[];
  /** Of these, what holds for handlers that everybody may call and that bring no rules of their own. */
  readonly limited: readonly Interceptor[];
  /** What a gRPC door counts before it reads a call. */
  readonly entranceLimits: EntranceLimits | undefined;
  /** What stands before handlers that other services of the process call. */
  readonly inner: readonly Interceptor[];
  readonly sessions: CachedSessionGate;
  /** Verifies users' tokens, each once in the process. */
  readonly access: TokenVerifier<AccessClaims>;
}

/** Unary calls without a deadline get the first; longer ones are cut to the second. */
export const deadlines = { defaultMs: 10_000, maxMs: 60_000 };

/** Room, observation, limits and deadline: in this order, so that what is refused is seen and costs little. */
export function entrance(
  { admit, observers }: Pick<GuardOptions, 'admit' | 'observers'>,
  limited: readonly Interceptor[],
): readonly Interceptor[] {
  return [...(admit === undefined ? [] : [shed(admit)]), ...observers, ...limited, deadline(deadlines)];
}

/** Identity and validation behind the entrance. */
export function guard(options: GuardOptions): Guard {
  const {
    clock,
    accessKeys,
    meshKeys,
    clockSkewMs: skewMs,
    sessionTtlMs,
    userTransport,
    proxies = trustedProxies([]),
    limits,
  } = options;
  const sessions = userSessions({ userTransport, ttlMs: sessionTtlMs, clock });
  const addressOf = clientAddress(proxies);
  const access = accessTokenVerifier({ keys: accessKeys, clock, skewMs });
  const identity = authenticate({
    access,
    addressOf,
    clock,
    mayCall: options.mayCall,
    services: serviceTokenVerifier({ keys: meshKeys, clock, skewMs }),
    sessions,
  });
  const limited = limits === undefined ? [] : [limit({ limits, access, sessions, addressOf })];
  const unserved = entrance(options, limited);
  return {
    sessions,
    access,
    unserved,
    limited,
    entranceLimits: limits && entranceLimits({ limits, access, sessions, proxies }),
    outer: [...unserved, identity, validate()],
    inner: [...options.innerObservers, identity, ...(options.validateInner ? [validate()] : [])],
  };
}

/**
 * Where a call came from, at whichever door. In process only a gateway calls from outside, and it has looked at proxies
 * already.
 */
export function clientAddress(proxies: TrustedProxies): (context: HandlerContext) => string {
  return (context) => {
    const forwardedFor = headerOf(context, forwardedForHeader);
    if (context.protocolName === 'in-process') return vouchedAddress(forwardedFor);
    return proxies.clientAddress(peerAddressOf(context), forwardedFor);
  };
}
