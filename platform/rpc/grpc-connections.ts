import { constants, type ServerHttp2Session } from 'node:http2';
import type { Socket, Server as SocketServer } from 'node:net';
import type { Server } from '@grpc/grpc-js';

/** Where grpc-js creates its HTTP/2 server; not in its types. */
interface ServerMaker {
  commonServerOptions: { streamResetBurst?: number; streamResetRate?: number };
  createHttp2Server(credentials: unknown): SocketServer;
}

/** The most concurrent connections of one server; further ones are closed, as on the HTTP server. */
const maxConnections = 10_000;

/**
 * How many calls of one connection may be cancelled at once, and a second. By default Node ends a connection, with all
 * its calls, after 1,000 and 33 a second; but the front has one connection to a service for all its callers. Cancelled
 * calls count against the limits of their address like all others.
 */
const resets = { streamResetBurst: 100_000, streamResetRate: 10_000 };

/** How long the last bytes of a connection that is cut may take to leave, in milliseconds. */
const flushMs = 500;

export interface Connections {
  /** Closes every connection; a peer that does not read, or does not close its end, is cut after half a second. */
  cut(): void;
  /** Closes one connection at once, unsent bytes included. */
  end(session: ServerHttp2Session): void;
}

/**
 * Keeps the open connections of a server.
 *
 * @param connected called for every connection before any byte of it is read
 * @throws Error when grpc-js is not made as this needs it
 */
export function keepConnections(
  server: Server,
  connected: ((socket: Socket) => void) | undefined,
): Connections {
  const maker = server as unknown as ServerMaker;
  const make = maker.createHttp2Server;
  if (typeof make !== 'function') throw new Error('this release of grpc-js makes servers in another way');
  if (maker.commonServerOptions === undefined)
    throw new Error('this release of grpc-js keeps the options of HTTP/2 elsewhere');
  Object.assign(maker.commonServerOptions, resets);
  const sockets = kept<Socket>();
  const sessions = kept<ServerHttp2Session>();
  maker.createHttp2Server = function (this: ServerMaker, credentials) {
    const made = make.call(this, credentials);
    made.on('connection', sockets.keep).on('session', sessions.keep);
    if (connected !== undefined) made.on('connection', connected);
    made.maxConnections = maxConnections;
    return made;
  };
  return {
    cut() {
      // In this order callers see a connection that was dropped, and no call that ended without a status.
      for (const session of sessions.open) session.destroy();
      for (const socket of sockets.open) socket.destroySoon();
      setTimeout(() => {
        for (const socket of sockets.open) socket.destroy();
      }, flushMs).unref();
    },
    end(session) {
      const { remoteAddress, remotePort } = session.socket;
      // A session does not close before its socket takes what is unsent.
      session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
      for (const socket of sockets.open) {
        if (socket.remotePort === remotePort && socket.remoteAddress === remoteAddress) socket.destroy();
      }
    },
  };
}

function kept<T extends { once(event: 'close', listener: () => void): unknown }>() {
  const open = new Set<T>();
  const keep = (one: T) => {
    open.add(one);
    one.once('close', () => open.delete(one));
  };
  return { open, keep };
}
