import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../platform/limits/address.ts';
import { forwardedForHeader, type TrustedProxies } from '../../platform/limits/trusted-proxies.ts';

/**
 * Whether a request may read the metrics, which show internals and take milliseconds to make: from this machine, from a
 * trusted proxy, and through the sidecar of this process, which is a trusted proxy and forwards for nobody else.
 */
export function readsMetrics(
  { socket, headers }: IncomingMessage,
  address: string,
  proxies: TrustedProxies,
): boolean {
  if (headers[forwardedForHeader] !== undefined) return proxies.trusts(address);
  if (isLoopback(address) || proxies.trusts(address)) return true;
  return proxies.trusts(socket.remoteAddress ?? '') && isIP(hostNameOf(headers.host)) !== 0;
}

/** The name in a Host header. A page that rebinds its DNS name to this machine sends that name, never an address. */
export function hostNameOf(host = ''): string {
  return (URL.parse(`http://${host}`)?.hostname ?? '').replace(/^\[|\]$/g, '');
}
