import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Test } from 'tap';
import { hostOf, portOf } from '../../platform/engines/settings.ts';

/** A TCP proxy to another address until it is closed: an engine that can disappear or have an unknown address. */
export async function relayTo(
  t: Test,
  address: string,
  host = '127.0.0.1',
  port = 0,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(portOf(address), hostOf(address));
    for (const each of [socket, onward]) sockets.add(each.on('error', () => {}));
    socket.pipe(onward).pipe(socket);
  });
  await once(server.listen(port, host), 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await once(server.close(), 'close');
  };
  t.teardown(close);
  return { port: (server.address() as AddressInfo).port, close };
}
