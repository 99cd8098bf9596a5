import { forwardedForHeader, type TrustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import type { EntranceLimits, IncomingCall } from '../../../platform/rpc/grpc-limits.ts';
import { bearerToken } from '../../../platform/rpc/headers.ts';
import { countByPerson, type LimitOptions } from '../../../platform/rpc/interceptors/limit.ts';

/** What a gRPC door counts before it reads a call, by the limits that stand before the handlers. */
export function entranceLimits(
  options: Omit<LimitOptions, 'addressOf'> & { readonly proxies: TrustedProxies },
): EntranceLimits {
  const { limits, proxies } = options;
  const count = countByPerson(options);
  const addressOf = ({ peer, headers }: IncomingCall) => {
    const forwardedFor = headers[forwardedForHeader];
    const joined = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
    return proxies.clientAddress(peer, joined, headers[':authority'] ?? headers.host);
  };
  return {
    address: (call) => limits.address(addressOf(call)),
    other: (call) =>
      count({ address: addressOf(call), token: bearerToken(call.headers.authorization), streams: true }),
  };
}
