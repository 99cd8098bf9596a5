import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AccessClaims } from '../../../platform/auth/access-tokens.ts';
import { tokenMissing } from '../../../platform/auth/caller.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import { reasonOf, toConnectError } from '../../../platform/errors.ts';
import { tellRefusal } from '../../../platform/rpc/refused.ts';
import type { Origins } from '../origins.ts';
import { offered, refuse, socketProtocol } from './handshake.ts';
import { closeMs, closeOrCut, type LiveSocket, type LiveSocketOptions, liveSocket } from './live-socket.ts';
import { closeCode, closeCodeOf } from './messages.ts';
import { type SocketSessions, socketsOfPeople } from './sockets-of-people.ts';

export interface SocketsOptions extends LiveSocketOptions {
  readonly origins: Origins;
  readonly access: TokenVerifier<AccessClaims>;
  readonly sessions: SocketSessions;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly maxPerUser: number;
  /** Hears how many sockets are open. */
  readonly opened: (count: number) => void;
}

/** Everybody's WebSockets. */
export interface Sockets {
  /** For `upgrade` of a server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every stream as DRAINING and every socket; new ones are refused. Resolves when all are closed. */
  drain(): Promise<void>;
}

export function sockets(options: SocketsOptions): Sockets {
  const { origins, access, sessions, addressOf, clock, maxPerUser, opened, refused } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compression costs hundreds of kilobytes a socket.
    perMessageDeflate: false,
    // Nothing that a client sends is longer than the request of a stream.
    maxPayload: options.streams.maxRequestBytes,
    // What a peer has to answer a close that ws sends by itself, for a frame that breaks the protocol.
    ...{ closeTimeout: closeMs },
    handleProtocols: () => socketProtocol,
  });
  const open = new Map<WebSocket, LiveSocket | undefined>();
  const people = socketsOfPeople({ max: maxPerUser, sessions });
  let draining = false;
  let allClosed: (() => void) | undefined;

  /** Keeps count of a socket from now to its end. */
  const track = (ws: WebSocket) => {
    open.set(ws, undefined);
    opened(open.size);
    // A frame that breaks the protocol: ws closes the socket with the code for it.
    ws.on('error', () => {});
    ws.on('close', () => {
      open.delete(ws);
      opened(open.size);
      if (open.size === 0) allClosed?.();
    });
  };

  const close = (ws: WebSocket, code: number, reason: string) => closeOrCut(ws, clock, code, reason);

  const admit = async (ws: WebSocket, token: string | undefined, address: string) => {
    // What comes before the token is known to be good waits in the network.
    ws.pause();
    try {
      if (token === undefined) throw tokenMissing();
      const claims = await access.verify(token);
      await sessions.check(claims);
      await people.clear(claims.userId);
      // Gone while it was looked at: there is no end of it to hear of any more.
      if (ws.readyState !== ws.OPEN) return;
      if (draining) close(ws, closeCode.draining, 'DRAINING');
      else if (!people.hasRoom(claims.userId)) {
        refused('RATE_LIMITED');
        close(ws, closeCode.tooMany, 'too many sockets');
      } else {
        const ended = () => people.leave(live);
        const live: LiveSocket = liveSocket(ws, { ...claims, token, address }, { ...options, ended });
        people.join(live);
        open.set(ws, live);
      }
    } catch (reason) {
      const error = toConnectError(reason);
      tellRefusal(refused, error);
      close(ws, closeCodeOf(error), reasonOf(error) ?? '');
    } finally {
      ws.resume();
    }
  };

  const shake = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const protocols = offered(request.headers['sec-websocket-protocol']);
    const address = addressOf(request);
    const turnAway = (status: number, why: string) => {
      refused(`HTTP_${status}`);
      refuse(socket, status, why);
    };
    if (draining) return turnAway(503, 'the server is draining: resume elsewhere');
    if (!origins.allows(request)) return turnAway(403, 'pages of this origin may not call');
    if (protocols === undefined)
      return turnAway(400, `the subprotocols are not ${socketProtocol}, bearer.<token>`);
    server.handleUpgrade(request, socket, head, (ws) => {
      track(ws);
      void admit(ws, protocols.token, address);
    });
  };

  return {
    upgrade(request, socket, head) {
      // Until ws takes over nobody else listens for it.
      const gone = () => socket.destroy();
      socket.on('error', gone);
      shake(request, socket, head)
        .catch(gone)
        .finally(() => socket.off('error', gone));
    },
    drain() {
      draining = true;
      if (open.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        allClosed = resolve;
        for (const live of open.values()) live?.drain();
        // Those whose token is still looked at, too.
        clock.after(closeMs, () => {
          for (const ws of open.keys()) ws.terminate();
        });
      });
    },
  };
}
