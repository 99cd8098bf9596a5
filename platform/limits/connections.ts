import type { Socket } from 'node:net';
import { addressKey, isLoopback } from './address.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/**
 * Bounds the concurrent connections of a network peer; further ones are closed without an answer. This machine and
 * trusted proxies are exempt, because many clients share them.
 *
 * @returns for `connection` of one server
 */
export function boundConnections(
  perAddress: number,
  proxies: Pick<TrustedProxies, 'trusts'>,
): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const { remoteAddress: address = '' } = socket;
    if (isLoopback(address) || proxies.trusts(address)) return;
    const key = addressKey(address);
    const count = open.get(key) ?? 0;
    if (count >= perAddress) {
      socket.destroy();
      return;
    }
    open.set(key, count + 1);
    socket.once('close', () => {
      const left = open.get(key)! - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  };
}
