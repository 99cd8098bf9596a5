import type { Socket } from 'node:net';
import { addressKey, isLoopback } from './address.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/**
 * Bounds how many connections a network peer has at a time: more are cut, without an answer. Not those of this machine
 * and of trusted proxies, which are everybody's.
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
