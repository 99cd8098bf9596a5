import type { HandlerContext } from '@connectrpc/connect';
import type { AccessClaims } from '../../auth/access-tokens.ts';
import type { SessionGate } from '../../auth/session-gate.ts';
import type { TokenVerifier } from '../../auth/token-verifier.ts';
import { DomainError } from '../../domain-error.ts';
import { isLoopback } from '../../limits/address.ts';
import type { CallLimits } from '../../limits/call-limits.ts';
import { CallContext } from '../call-context.ts';
import { authorizationHeader, bearerToken, headerOf } from '../headers.ts';
import type { Interception, Interceptor } from '../intercept.ts';
import { callCostOf } from '../method-options.ts';

export interface LimitOptions {
  readonly limits: CallLimits;
  readonly access: TokenVerifier<AccessClaims>;
  readonly sessions: Pick<SessionGate, 'check'>;
  /** The address of the call's client. */
  readonly addressOf: (context: HandlerContext) => string;
}

/** A call as it is counted. */
export interface CountedCall {
  readonly address: string;
  /** The user's token, valid or not. */
  readonly token: string | undefined;
  /** The call stays open: a stream in either direction. */
  readonly streams: boolean;
  /** How many calls it counts as. Default: 1. */
  readonly cost?: number;
}

/** Counts the user's call and open stream; the returned function is called at the stream's end. */
export type CountCall = (call: CountedCall) => (() => void) | undefined | Promise<(() => void) | undefined>;

/**
 * Counts calls and open streams by user. Only a valid token counts for its user. Returns no promise when the token is
 * cached and not an operator's.
 *
 * @throws DomainError RATE_LIMITED with retryAfterMs
 */
export function countByPerson({ limits, access, sessions }: Omit<LimitOptions, 'addressOf'>): CountCall {
  /** Called only for tokens with the operator role: the current role counts. */
  const isOperator = async (bearer: AccessClaims): Promise<boolean> => {
    try {
      return (await sessions.check(bearer)).role === 'operator';
    } catch {
      return false;
    }
  };
  return ({ address, token, streams, cost }) => {
    const take = (bearer: AccessClaims | undefined, isExempt: boolean) => {
      if (bearer !== undefined && !isExempt) limits.user(bearer.userId, cost);
      return streams ? limits.stream(bearer?.userId, address) : undefined;
    };
    // An operator on this machine, such as the seeder, is not limited.
    const weigh = (bearer: AccessClaims | undefined) =>
      bearer?.role === 'operator' && isLoopback(address)
        ? isOperator(bearer).then((isExempt) => take(bearer, isExempt))
        : take(bearer, false);
    if (token === undefined) return take(undefined, false);
    const bearer = bearerOf(access, token);
    return bearer instanceof Promise ? bearer.then(weigh) : weigh(bearer);
  };
}

/**
 * Counts calls and open streams by address and by user, on every listener. The address comes first, before any work on
 * a token. Hosts count it as one before they read the call, so malformed calls count too; the rest of an RPC's
 * `call_cost` is counted here.
 *
 * @throws DomainError RATE_LIMITED with retryAfterMs
 */
export function limit(options: LimitOptions): Interceptor {
  const { limits, addressOf } = options;
  const count = countByPerson(options);
  return ({ method, context }) => {
    const address = addressOf(context);
    const cost = callCostOf(method);
    const counted = context instanceof CallContext && context.counted ? 1 : 0;
    if (cost > counted) limits.address(address, cost - counted);
    const token = bearerToken(headerOf(context, authorizationHeader));
    const ended = count({ address, token, streams: method.methodKind !== 'unary', cost });
    return ended instanceof Promise ? ended.then(interception) : interception(ended);
  };
}

function interception(ended: (() => void) | undefined): Interception | undefined {
  return ended === undefined ? undefined : { finish: ended };
}

/** Undefined for an invalid token; authentication reports what is wrong with it. */
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
