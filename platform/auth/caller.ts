import { createContextKey, type HandlerContext } from '@connectrpc/connect';
import { DomainError } from '../domain-error.ts';

/** What a user may do beyond their own account. Roles are granted from the command line on the machine. */
export type Role = 'user' | 'moderator' | 'operator';

/** Who makes a call: an anonymous caller, a user, a service, or a service on behalf of a user. */
export interface Caller {
  readonly userId?: string;
  readonly sessionId?: string;
  /** The generation of the refresh token that was issued with the access token. */
  readonly generation?: number;
  /** `user` for anonymous callers too. */
  readonly role: Role;
  /** The user's token as received, to be forwarded to other services. */
  readonly token?: string;
  /** When the user's token expires, in milliseconds since 1970. A stream ends then. */
  readonly expiresAtMs?: number;
  /** The calling service, from its own token. */
  readonly service?: string;
  /** The peer's network address without port; empty where there is none. */
  readonly address: string;
}

/** A signed-in caller. */
export type UserCaller = Caller &
  Required<Pick<Caller, 'userId' | 'sessionId' | 'generation' | 'token' | 'expiresAtMs'>>;

/** The context value in which authentication stores the caller. */
export const callerKey = createContextKey<Caller>(Object.freeze({ role: 'user', address: '' }), {
  description: 'skein.caller',
});

type WithValues = Pick<HandlerContext, 'values'>;

export function callerOf(context: WithValues): Caller {
  return context.values.get(callerKey);
}

/** @throws DomainError TOKEN_MISSING for an anonymous caller. */
export function requireUser(context: WithValues): UserCaller {
  const caller = callerOf(context);
  if (!isUser(caller)) throw tokenMissing();
  return caller;
}

export function isUser(caller: Caller): caller is UserCaller {
  return caller.userId !== undefined;
}

export function sessionRevoked(): DomainError {
  return new DomainError('SESSION_REVOKED', 'the session has ended: sign in again');
}

export function tokenMissing(): DomainError {
  return new DomainError('TOKEN_MISSING', 'this call needs a signed-in user');
}
