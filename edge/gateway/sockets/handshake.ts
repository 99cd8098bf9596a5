import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The only version of the protocol; see docs/websocket.md. */
export const socketProtocol = 'skein.v1';

const tokenPrefix = 'bearer.';

/**
 * Parses the subprotocols of a handshake: `skein.v1`, optionally followed by `bearer.<token>`. A browser cannot send an
 * Authorization header with a WebSocket, and URLs end up in logs.
 *
 * @returns undefined for anything else
 */
export function offeredProtocol(
  protocols: string | undefined,
): { readonly token: string | undefined } | undefined {
  const [version, bearer, ...rest] = protocols?.split(',').map((each) => each.trim()) ?? [];
  if (version !== socketProtocol || rest.length > 0) return undefined;
  if (bearer === undefined) return { token: undefined };
  if (!bearer.startsWith(tokenPrefix)) return undefined;
  return { token: bearer.slice(tokenPrefix.length) };
}

/** Answers a handshake with a plain HTTP error and closes the connection. */
export function rejectHandshake(socket: Duplex, status: number, why: string, headers = ''): void {
  // The client may have disconnected, which is not an error here.
  socket.on('error', () => {});
  const body = `${why}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    () => socket.destroy(),
  );
}
