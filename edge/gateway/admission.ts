import type { ConnectError } from '@connectrpc/connect';
import type { AccessClaims } from '../../platform/auth/access-tokens.ts';
import type { TokenVerifier } from '../../platform/auth/token-verifier.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { toConnectError } from '../../platform/errors.ts';
import { addressKey } from '../../platform/limits/address.ts';
import type { Allowance, RateLimiter } from '../../platform/limits/port.ts';
import { rateLimit } from '../../platform/limits/rate-limit.ts';
import {
  authorizationHeader,
  bearerToken,
  headerOf,
  peerAddressOf,
  requestIdHeader,
} from '../../platform/rpc/headers.ts';
import type { Interceptor } from '../../platform/rpc/intercept.ts';
import type { GatewaySettings } from './config.ts';

/** How often one address and one person may call. Who is limited by name must have shown a good token for it. */
export interface Admission {
  /** @throws ConnectError RATE_LIMITED with RetryInfo and `retry-after` */
  address(address: string): Promise<void>;
  /** @throws ConnectError RATE_LIMITED with RetryInfo and `retry-after` */
  user(userId: string): Promise<void>;
  /** Both, before a call is passed on. */
  readonly interceptor: Interceptor;
}

export interface AdmissionOptions {
  readonly settings: GatewaySettings;
  readonly access: TokenVerifier<AccessClaims>;
  /** Makes a limiter of its own for each allowance. */
  readonly limiter: (name: string, allowance: Allowance) => RateLimiter;
  readonly refused: (reason: string) => void;
}

export function admission({ settings, access, limiter, refused }: AdmissionOptions): Admission {
  const { callsPerAddress, callsPerUser, callWindowMs: windowMs } = settings;
  const byAddress = limiter('call-address', { points: callsPerAddress, windowMs });
  const byUser = limiter('call-user', { points: callsPerUser, windowMs });
  const take = async (counts: RateLimiter, key: string) => {
    try {
      await rateLimit([{ limiter: counts, key }]);
    } catch (reason) {
      refused('RATE_LIMITED');
      throw withRetryAfter(reason);
    }
  };
  const address = (from: string) => take(byAddress, addressKey(from));
  const user = (userId: string) => take(byUser, userId);
  return {
    address,
    user,
    async interceptor({ context, requestId }) {
      context.responseHeader.set(requestIdHeader, requestId);
      await address(peerAddressOf(context));
      const token = bearerToken(headerOf(context, authorizationHeader));
      const userId = token === undefined ? undefined : await bearerOf(access, token);
      if (userId !== undefined) await user(userId);
    },
  };
}

/** Undefined for a token that is not good: whoever handles the call says what is wrong with it. */
async function bearerOf(access: TokenVerifier<AccessClaims>, token: string): Promise<string | undefined> {
  try {
    return (await access.verify(token)).userId;
  } catch (reason) {
    if (reason instanceof DomainError) return undefined;
    throw reason;
  }
}

function withRetryAfter(reason: unknown): ConnectError {
  const error = toConnectError(reason);
  if (reason instanceof DomainError && reason.retryAfterMs !== undefined) {
    error.metadata.set('retry-after', String(Math.ceil(reason.retryAfterMs / 1000)));
  }
  return error;
}
