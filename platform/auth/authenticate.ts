import type { HandlerContext } from '@connectrpc/connect';
import {
  authorizationHeader,
  bearerToken,
  headerOf,
  peerAddressOf,
  serviceTokenHeader,
} from '../rpc/headers.ts';
import type { Interceptor } from '../rpc/intercept.ts';
import { allow } from './access.ts';
import type { AccessClaims } from './access-tokens.ts';
import { type Caller, callerKey, isUser, type Role } from './caller.ts';
import type { ServiceClaims } from './service-tokens.ts';
import type { SessionGate } from './session-gate.ts';
import { invalid, type TokenVerifier } from './token-verifier.ts';
import { vouchedCaller } from './voucher.ts';

export interface AuthenticateOptions {
  access: TokenVerifier<AccessClaims>;
  services: TokenVerifier<ServiceClaims>;
  sessions: SessionGate;
  /** The caller's network address; the peer's own unless told. */
  addressOf?: (context: HandlerContext) => string;
}

/**
 * Finds out who calls, leaves it under `callerKey`, and lets nobody through whom the RPC's access option does not
 * allow. Every token that is sent is checked, also where none is needed; whom another service of this process vouches
 * for was checked at its door. Without a promise when tokens and session
 * are known already.
 *
 * @throws DomainError TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED, SESSION_REVOKED, ROLE_REQUIRED, SERVICE_REQUIRED
 */
export function authenticate(options: AuthenticateOptions): Interceptor {
  const { access, services, sessions, addressOf = peerAddressOf } = options;

  return ({ method, context }) => {
    const vouched = vouchedCaller(context);
    if (vouched !== undefined) {
      allow(method, vouched);
      context.values.set(callerKey, vouched);
      return undefined;
    }
    const token = sentToken(context, authorizationHeader);
    const serviceToken = sentToken(context, serviceTokenHeader);
    const user = token === undefined ? undefined : access.verify(token);
    // The service's token may be refused at once, and then nobody waits for the user's.
    if (user instanceof Promise) user.catch(() => {});
    const service = serviceToken === undefined ? undefined : services.verify(serviceToken);

    const admit = (userClaims: AccessClaims | undefined, serviceClaims: ServiceClaims | undefined) => {
      const caller = callerFrom(token, userClaims, serviceClaims, addressOf(context));
      allow(method, caller);
      context.values.set(callerKey, caller);
      return isUser(caller) ? sessions.check(caller) : undefined;
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
  // Something that is no bearer token was meant to identify the caller: silence would make him a stranger.
  if (token === undefined) throw invalid();
  return token;
}
