import type { Socket, Server as SocketServer } from 'node:net';
import type { Server } from '@grpc/grpc-js';

/** Where grpc-js creates its HTTP/2 server; not in its types. */
interface ServerMaker {
  createHttp2Server(credentials: unknown): SocketServer;
}

/** The most concurrent connections of one server; further ones are closed, as on the HTTP server. */
const maxConnections = 10_000;

/**
 * The connections that are open: grpc-js knows HTTP/2 sessions, and none that waits for its peer to close.
 *
 * @param connected hears of every connection as it comes, before anybody has said anything on it
 * @throws Error when grpc-js is not made as this needs it
 */
export function keepConnections(
  server: Server,
  connected: ((socket: Socket) => void) | undefined,
): ReadonlySet<Socket> {
  const maker = server as unknown as ServerMaker;
  const make = maker.createHttp2Server;
  if (typeof make !== 'function') throw new Error('this release of grpc-js makes servers in another way');
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    connected?.(socket);
  };
  maker.createHttp2Server = function (this: ServerMaker, credentials) {
    const made = make.call(this, credentials).on('connection', keep);
    made.maxConnections = maxConnections;
    return made;
  };
  return open;
}
