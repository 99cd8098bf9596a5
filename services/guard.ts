import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { accessTokenVerifier } from '../platform/auth/access-tokens.ts';
import { authenticate } from '../platform/auth/authenticate.ts';
import type { VerificationKeys } from '../platform/auth/keys.ts';
import { serviceTokenVerifier } from '../platform/auth/service-tokens.ts';
import { type CachedSessionGate, cachedSessionGate } from '../platform/auth/session-gate.ts';
import type { Clock } from '../platform/clock.ts';
import { outsideCalls } from '../platform/rpc/call.ts';
import type { Interceptor } from '../platform/rpc/intercept.ts';
import { deadline } from '../platform/rpc/interceptors/deadline.ts';
import { validate } from '../platform/rpc/interceptors/validate.ts';

export interface GuardOptions {
  readonly clock: Clock;
  /** Keys of users' tokens, and of services' tokens. */
  readonly accessKeys: VerificationKeys;
  readonly meshKeys: VerificationKeys;
  readonly clockSkewMs: number;
  /** The longest that another process's sign-out takes to be seen here. */
  readonly sessionTtlMs: number;
  readonly userTransport: Transport;
  /** What sees every call from outside first, refused ones included. */
  readonly observers: readonly Interceptor[];
  /** What sees inner calls. */
  readonly innerObservers: readonly Interceptor[];
  /** Checks messages between services of the process too: for tests, since they are our own. */
  readonly validateInner: boolean;
}

export interface Guard {
  /** What stands before every handler at the doors of the process, in order. */
  readonly outer: readonly Interceptor[];
  /** What stands before handlers that other services of the process call. */
  readonly inner: readonly Interceptor[];
  readonly sessions: CachedSessionGate;
}

/** Unary calls without a deadline get the first; longer ones are cut to the second. */
const defaultDeadlineMs = 10_000;
const maxDeadlineMs = 60_000;

/** Observation, deadline, identity and validation: in this order, so that what is refused is seen and costs little. */
export function guard(options: GuardOptions): Guard {
  const {
    clock,
    accessKeys,
    meshKeys,
    clockSkewMs: skewMs,
    sessionTtlMs,
    userTransport,
    observers,
  } = options;
  const users = createClient(UserMeshService, userTransport);
  // The process asks for itself: on behalf of the user, that call would have to ask the same again.
  const sessions = cachedSessionGate(
    async (sessionId) => (await outsideCalls(() => users.checkSession({ sessionId }))).open,
    {
      ttlMs: sessionTtlMs,
      clock,
    },
  );
  const identity = authenticate({
    access: accessTokenVerifier({ keys: accessKeys, clock, skewMs }),
    services: serviceTokenVerifier({ keys: meshKeys, clock, skewMs }),
    sessions,
  });
  return {
    sessions,
    outer: [
      ...observers,
      deadline({ defaultMs: defaultDeadlineMs, maxMs: maxDeadlineMs }),
      identity,
      validate(),
    ],
    inner: [...options.innerObservers, identity, ...(options.validateInner ? [validate()] : [])],
  };
}
