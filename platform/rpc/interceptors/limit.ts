import type { HandlerContext } from '@connectrpc/connect';
import type { AccessClaims } from '../../auth/access-tokens.ts';
import type { SessionGate } from '../../auth/session-gate.ts';
import type { TokenVerifier } from '../../auth/token-verifier.ts';
import { DomainError } from '../../domain-error.ts';
import { isLoopback } from '../../limits/address.ts';
import type { CallLimits } from '../../limits/call-limits.ts';
import { authorizationHeader, bearerToken, headerOf } from '../headers.ts';
import type { Interception, Interceptor } from '../intercept.ts';

export interface LimitOptions {
  readonly limits: CallLimits;
  readonly access: TokenVerifier<AccessClaims>;
  readonly sessions: Pick<SessionGate, 'check'>;
  /** The address that a call came from. */
  readonly addressOf: (context: HandlerContext) => string;
}

/**
 * Calls and open streams by address and by person, at every door alike. The address comes first: before anything is
 * spent on a token. Who is counted by name must have shown a good token for it. Without a promise when the token is known
 * already, and no operator's.
 *
 * @throws DomainError RATE_LIMITED with retryAfterMs
 */
export function limit({ limits, access, sessions, addressOf }: LimitOptions): Interceptor {
  /** Asked only about tokens that say so: what their bearers are now counts. */
  const isOperator = async (bearer: AccessClaims): Promise<boolean> => {
    try {
      return (await sessions.check(bearer)).role === 'operator';
    } catch {
      return false;
    }
  };
  return ({ method, context }) => {
    const address = addressOf(context);
    limits.address(address);
    const streams = method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming';
    const take = (bearer: AccessClaims | undefined, isExempt: boolean): Interception | undefined => {
      if (bearer !== undefined && !isExempt) limits.user(bearer.userId);
      return streams ? { finish: limits.stream(bearer?.userId, address) } : undefined;
    };
    // An operator on this machine, such as the seeder, may call as they like.
    const weigh = (bearer: AccessClaims | undefined) =>
      bearer?.role === 'operator' && isLoopback(address)
        ? isOperator(bearer).then((isExempt) => take(bearer, isExempt))
        : take(bearer, false);
    const token = bearerToken(headerOf(context, authorizationHeader));
    if (token === undefined) return take(undefined, false);
    const bearer = bearerOf(access, token);
    return bearer instanceof Promise ? bearer.then(weigh) : weigh(bearer);
  };
}

/** Undefined for a token that is not good: whoever handles the call says what is wrong with it. */
function bearerOf(
  access: TokenVerifier<AccessClaims>,
  token: string,
): AccessClaims | undefined | Promise<AccessClaims | undefined> {
  try {
    const claims = access.verify(token);
    return claims instanceof Promise ? claims.catch(nobody) : claims;
  } catch (reason) {
    return nobody(reason);
  }
}

function nobody(reason: unknown): undefined {
  if (!(reason instanceof DomainError)) throw reason;
}
