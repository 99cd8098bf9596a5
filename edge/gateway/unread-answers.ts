import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { AnsweredConnection, UnreadAnswerLimit } from '../../platform/rpc/unread-answer-limit.ts';

/**
 * Counts what waits on each connection of a server for its reader: answers, pages and WebSocket messages alike.
 *
 * @param onEnded receives every connection that is ended for it
 */
export function countUnread(server: Server, limit: UnreadAnswerLimit, onEnded: () => void): void {
  server.prependListener('connection', (socket: Socket) => {
    let sinceMs = 0;
    const connection: AnsweredConnection = {
      address: socket.remoteAddress ?? '',
      unread: (nowMs) => {
        const bytes = socket.writableLength;
        return { bytes, byteMs: bytes * (nowMs - sinceMs + 1) };
      },
      end() {
        onEnded();
        socket.destroy();
      },
    };
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      if (socket.writableLength === 0) sinceMs = performance.now();
      const goesOn = write(...args);
      if (!socket.destroyed) limit.hold(connection, socket.writableLength);
      return goesOn;
    };
    socket.once('close', () => limit.leave(connection));
  });
}
