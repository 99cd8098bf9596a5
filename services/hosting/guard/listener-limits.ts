import { forwardedForHeader, type TrustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import type { IncomingCall, ListenerLimits } from '../../../platform/rpc/grpc-limits.ts';
import { bearerToken, headerOf, serviceTokenHeader } from '../../../platform/rpc/headers.ts';
import type { Interceptor } from '../../../platform/rpc/intercept.ts';
import { countByPerson, type LimitOptions, limit } from '../../../platform/rpc/interceptors/limit.ts';

/** Whose calls are counted. */
interface Counted {
  /** Excludes calls with a service token from the limits. The token is verified after the limits. */
  readonly exemptServices: boolean;
}

/** Calls and open streams by address and by person. @throws DomainError RATE_LIMITED */
export function limitUsers({ exemptServices, ...options }: LimitOptions & Counted): Interceptor {
  const count = limit(options);
  if (!exemptServices) return count;
  return (call) => (headerOf(call.context, serviceTokenHeader) === undefined ? count(call) : undefined);
}

/** The limits that a gRPC server applies before it reads a call, from the limits before the handlers. */
export function listenerLimits(
  options: Omit<LimitOptions, 'addressOf'> & Counted & { readonly proxies: TrustedProxies },
): ListenerLimits {
  const { limits, proxies, exemptServices } = options;
  const count = countByPerson(options);
  const addressOf = ({ peer, headers }: IncomingCall) => {
    const forwardedFor = headers[forwardedForHeader];
    const joined = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
    return proxies.clientAddress(peer, joined, headers[':authority'] ?? headers.host);
  };
  return {
    address(call) {
      if (exemptServices && call.headers[serviceTokenHeader] !== undefined) return;
      limits.address(addressOf(call));
    },
    other: (call) =>
      count({ address: addressOf(call), token: bearerToken(call.headers.authorization), streams: true }),
  };
}
