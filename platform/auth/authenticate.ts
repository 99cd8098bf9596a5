import type { DescMethod } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import type { TimedClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { stopCall } from '../rpc/call-context.ts';
import {
  authorizationHeader,
  bearerToken,
  headerOf,
  peerAddressOf,
  serviceTokenHeader,
} from '../rpc/headers.ts';
import type { Interception, Interceptor } from '../rpc/intercept.ts';
import { allow } from './access.ts';
import type { AccessClaims } from './access-tokens.ts';
import { type Caller, callerKey, isUser, type Role, type UserCaller } from './caller.ts';
import { inProcessCaller } from './in-process-identity.ts';
import type { ServiceClaims } from './service-tokens.ts';
import type { SessionGate } from './session-gate.ts';
import type { SessionState } from './session-state.ts';
import { expired, invalid, type TokenVerifier } from './token-verifier.ts';

export interface AuthenticateOptions {
  access: TokenVerifier<AccessClaims>;
  services: TokenVerifier<ServiceClaims>;
  sessions: SessionGate;
  /** Whether the service that its token names may call the RPC. */
  mayCall: (service: string, method: DescMethod) => boolean;
  clock: TimedClock;
  /** The caller's network address. Default: the peer's own. */
  addressOf?: (context: HandlerContext) => string;
}

/**
 * Identifies the caller, stores it under `callerKey`, and refuses callers that the RPC's access option does not allow.
 * Every token that is sent is checked, even where the RPC needs none. A caller from another service of this process is
 * not checked again: the listener that it came through did so. The role is the session's current role, not the token's.
 * A stream ends when its token expires, when its session ends, or when the user loses the role that the RPC needs.
 * Returns no promise when tokens and session are cached.
 *
 * @throws DomainError TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED, SESSION_REVOKED, ROLE_REQUIRED, SERVICE_REQUIRED,
 *   SERVICE_NOT_ALLOWED
 */
export function authenticate(options: AuthenticateOptions): Interceptor {
  const { access, services, sessions, mayCall, clock, addressOf = peerAddressOf } = options;

  const requireDeclared = (method: DescMethod, service: string | undefined) => {
    if (service === undefined || mayCall(service, method)) return;
    throw new DomainError('SERVICE_NOT_ALLOWED', 'the calling service does not declare this call');
  };

  /** Watches the session of a stream's caller until the stream ends. */
  const watch = (method: DescMethod, context: HandlerContext, caller: UserCaller): Interception => {
    const stop = (reason: unknown) => stopCall(context, reason);
    const unwatch = sessions.watch(caller, {
      seen({ role }) {
        // Timers follow the monotonic clock. The wall clock may have been set since.
        if (clock.nowMs() >= caller.expiresAtMs) return stop(expired());
        const now = { ...caller, role };
        try {
          allow(method, now);
          context.values.set(callerKey, now);
        } catch (reason) {
          stop(reason);
        }
      },
      ended: stop,
    });
    const cancelExpiry = clock.after(caller.expiresAtMs - clock.nowMs(), () => stop(expired()));
    return {
      finish() {
        unwatch();
        cancelExpiry();
      },
    };
  };

  return ({ method, context }) => {
    const inProcess = inProcessCaller(context);
    if (inProcess !== undefined) {
      requireDeclared(method, inProcess.service);
      allow(method, inProcess);
      context.values.set(callerKey, inProcess);
      return undefined;
    }
    const token = sentToken(context, authorizationHeader);
    const serviceToken = sentToken(context, serviceTokenHeader);
    const user = token === undefined ? undefined : access.verify(token);
    // The service's token may be refused first. The user's check must then not become an unhandled rejection.
    if (user instanceof Promise) user.catch(() => {});
    const service = serviceToken === undefined ? undefined : services.verify(serviceToken);

    const admit = (userClaims: AccessClaims | undefined, serviceClaims: ServiceClaims | undefined) => {
      requireDeclared(method, serviceClaims?.service);
      const caller = callerFrom(token, userClaims, serviceClaims, addressOf(context));
      const enter = (state?: SessionState): Interception | undefined => {
        const now =
          state === undefined || state.role === caller.role ? caller : { ...caller, role: state.role };
        allow(method, now);
        context.values.set(callerKey, now);
        return isUser(now) && isStream(method) ? watch(method, context, now) : undefined;
      };
      if (!isUser(caller)) return enter();
      const state = sessions.check(caller);
      return state instanceof Promise ? state.then(enter) : enter(state);
    };
    if (user instanceof Promise || service instanceof Promise) {
      return Promise.all([user, service]).then(([userClaims, serviceClaims]) =>
        admit(userClaims, serviceClaims),
      );
    }
    return admit(user, service);
  };
}

function callerFrom(
  token: string | undefined,
  user: AccessClaims | undefined,
  service: ServiceClaims | undefined,
  address: string,
): Caller {
  const caller: { -readonly [K in keyof Caller]: Caller[K] } = { role: 'user' satisfies Role, address };
  if (user) {
    caller.userId = user.userId;
    caller.sessionId = user.sessionId;
    caller.generation = user.generation;
    caller.role = user.role;
    caller.token = token;
    caller.expiresAtMs = user.expiresAtMs;
  }
  if (service) caller.service = service.service;
  return caller;
}

function sentToken(context: HandlerContext, name: string): string | undefined {
  const value = headerOf(context, name);
  if (value === undefined || value === '') return undefined;
  const token = bearerToken(value);
  // The header was meant to identify the caller, so treating the caller as anonymous would hide the mistake.
  if (token === undefined) throw invalid();
  return token;
}

function isStream({ methodKind }: DescMethod): boolean {
  return methodKind === 'server_streaming' || methodKind === 'bidi_streaming';
}
