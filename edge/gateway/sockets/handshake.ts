import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The one version of the messages that there is; docs/websocket.md has them. */
export const socketProtocol = 'skein.v1';

const tokenPrefix = 'bearer.';

/**
 * What the subprotocols of a handshake say: `skein.v1`, and after it perhaps `bearer.<token>`. A browser can send no
 * Authorization header with a WebSocket, and what stands in an address ends up in logs.
 *
 * @returns undefined for anything else
 */
export function offered(protocols: string | undefined): { readonly token: string | undefined } | undefined {
  const [version, bearer, ...rest] = protocols?.split(',').map((each) => each.trim()) ?? [];
  if (version !== socketProtocol || rest.length > 0) return undefined;
  if (bearer === undefined) return { token: undefined };
  if (!bearer.startsWith(tokenPrefix)) return undefined;
  return { token: bearer.slice(tokenPrefix.length) };
}

/** Answers a handshake with a plain HTTP error and ends the connection. */
export function refuse(socket: Duplex, status: number, why: string, headers = ''): void {
  // The client may be gone: that is no error of ours.
  socket.on('error', () => {});
  const body = `${why}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    () => socket.destroy(),
  );
}
