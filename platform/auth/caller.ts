import { createContextKey, type HandlerContext } from '@connectrpc/connect';
import { DomainError } from '../domain-error.ts';

/** What a user may do beyond his own things; granted from the command line on the machine. */
export type Role = 'user' | 'moderator' | 'operator';

/** Who calls: nobody known, a user, a service, or a service on behalf of a user. */
export interface Caller {
  readonly userId?: string;
  readonly sessionId?: string;
  /** Of the refresh token that came with the user's. */
  readonly generation?: number;
  /** `user` for a caller who is not signed in, too. */
  readonly role: Role;
  /** The user's token as it came, to be passed on to other services. */
  readonly token?: string;
  /** When the user's token ends, in milliseconds since 1970; a stream ends with it. */
  readonly expiresAtMs?: number;
  /** The calling service, from its own token. */
  readonly service?: string;
  /** The peer's network address without port; empty where there is none. */
  readonly address: string;
}

/** A caller who is signed in. */
export type UserCaller = Caller &
  Required<Pick<Caller, 'userId' | 'sessionId' | 'generation' | 'token' | 'expiresAtMs'>>;

/** Where authentication leaves the caller among a call's context values. */
export const callerKey = createContextKey<Caller>(Object.freeze({ role: 'user', address: '' }), {
  description: 'skein.caller',
});

type WithValues = Pick<HandlerContext, 'values'>;

export function callerOf(context: WithValues): Caller {
  return context.values.get(callerKey);
}

/** @throws DomainError TOKEN_MISSING for a caller who is not signed in. */
export function requireUser(context: WithValues): UserCaller {
  const caller = callerOf(context);
  if (!isUser(caller)) throw tokenMissing();
  return caller;
}

export function isUser(caller: Caller): caller is UserCaller {
  return caller.userId !== undefined;
}

export function tokenMissing(): DomainError {
  return new DomainError('TOKEN_MISSING', 'this call needs a signed-in user');
}
