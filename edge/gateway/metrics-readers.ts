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
  return proxies.trusts(socket.remoteAddress ?? '') && isPrivateHost(headers.host);
}

/**
 * Whether no web page can have the host of a request: an address, or a name of the cluster's own DNS. A page that rebinds its
 * name to this machine sends a name of public DNS.
 */
export function isPrivateHost(host = ''): boolean {
  const name = (URL.parse(`http://${host}`)?.hostname ?? '').replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || /\.svc(\.cluster\.local)?$/.test(name);
}
