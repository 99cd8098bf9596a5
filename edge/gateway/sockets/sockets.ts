import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AccessClaims } from '../../../platform/auth/access-tokens.ts';
import { tokenMissing } from '../../../platform/auth/caller.ts';
import type { TokenVerifier } from '../../../platform/auth/token-verifier.ts';
import { reasonOf, toConnectError } from '../../../platform/errors.ts';
import { reportRefusal } from '../../../platform/rpc/refusal-report.ts';
import type { Origins } from '../origins.ts';
import { offeredProtocol, rejectHandshake, socketProtocol } from './handshake.ts';
import { closeMs, closeOrCut, type LiveSocket, type LiveSocketOptions, liveSocket } from './live-socket.ts';
import { closeCode, closeCodeOf } from './messages.ts';
import { type SocketSessions, socketsByUser } from './sockets-by-user.ts';

export interface SocketsOptions extends LiveSocketOptions {
  readonly origins: Origins;
  readonly access: TokenVerifier<AccessClaims>;
  readonly sessions: SocketSessions;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly maxPerUser: number;
  /** Receives the number of open sockets. */
  readonly opened: (count: number) => void;
}

/** The WebSockets of all users. */
export interface Sockets {
  /** For a server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every stream as DRAINING and every socket; refuses new ones. Resolves when all are closed. */
  drain(): Promise<void>;
}

export function sockets(options: SocketsOptions): Sockets {
  const { origins, access, sessions, addressOf, clock, maxPerUser, opened, onRefused } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compression takes hundreds of kilobytes a socket.
    perMessageDeflate: false,
    // The request of a stream is the longest client message.
    maxPayload: options.streams.maxRequestBytes,
    // How long a peer has to answer a close that ws sends itself, after a protocol error.
    ...{ closeTimeout: closeMs },
    handleProtocols: () => socketProtocol,
  });
  const open = new Map<WebSocket, LiveSocket | undefined>();
  const people = socketsByUser({ max: maxPerUser, sessions });
  let draining = false;
  let allClosed: (() => void) | undefined;

  /** Counts a socket until it ends. */
  const track = (ws: WebSocket) => {
    open.set(ws, undefined);
    opened(open.size);
    // After a protocol error ws closes the socket with the right code.
    ws.on('error', () => {});
    ws.on('close', () => {
      open.delete(ws);
      opened(open.size);
      if (open.size === 0) allClosed?.();
    });
  };

  const close = (ws: WebSocket, code: number, reason: string) => closeOrCut(ws, clock, code, reason);

  const admit = async (ws: WebSocket, token: string | undefined, address: string) => {
    // Input stays unread until the token is verified.
    ws.pause();
    try {
      if (token === undefined) throw tokenMissing();
      const claims = await access.verify(token);
      await sessions.check(claims);
      await people.clear(claims.userId);
      // The socket closed during the check, so no close event will follow.
      if (ws.readyState !== ws.OPEN) return;
      if (draining) close(ws, closeCode.draining, 'DRAINING');
      else if (!people.hasRoom(claims.userId)) {
        onRefused('RATE_LIMITED');
        close(ws, closeCode.tooMany, 'too many sockets');
      } else {
        const ended = () => people.leave(live);
        const live: LiveSocket = liveSocket(ws, { ...claims, token, address }, { ...options, ended });
        people.join(live);
        open.set(ws, live);
      }
    } catch (reason) {
      const error = toConnectError(reason);
      reportRefusal(onRefused, error);
      close(ws, closeCodeOf(error), reasonOf(error) ?? '');
    } finally {
      ws.resume();
    }
  };

  const shake = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const protocols = offeredProtocol(request.headers['sec-websocket-protocol']);
    const address = addressOf(request);
    const rejectStream = (status: number, why: string) => {
      onRefused(`HTTP_${status}`);
      rejectHandshake(socket, status, why);
    };
    if (draining) return rejectStream(503, 'the server is draining: resume elsewhere');
    if (!origins.allows(request)) return rejectStream(403, 'pages of this origin may not call');
    if (protocols === undefined)
      return rejectStream(400, `the subprotocols are not ${socketProtocol}, bearer.<token>`);
    server.handleUpgrade(request, socket, head, (ws) => {
      track(ws);
      void admit(ws, protocols.token, address);
    });
  };

  return {
    upgrade(request, socket, head) {
      // Nothing else listens before ws takes over.
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
        // Includes sockets whose token is still being checked.
        clock.after(closeMs, () => {
          for (const ws of open.keys()) ws.terminate();
        });
      });
    },
  };
}
