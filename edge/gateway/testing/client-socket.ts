import { WebSocket } from 'ws';
import { until } from '../../../platform/testing/until.ts';
import type { ServerMessage } from '../sockets/messages.ts';

/** The client end of a WebSocket, for tests. */
export interface ClientSocket {
  readonly ws: WebSocket;
  readonly messages: ServerMessage[];
  /** Code and reason, once it is closed. */
  closed(): Promise<{ code: number; reason: string }>;
  send(message: object): void;
  /** The messages of one stream. */
  of(id: string): ServerMessage[];
  end(id: string): Extract<ServerMessage, { type: 'end' }> | undefined;
}

/** Opens a socket; rejects with `Unexpected server response: 403` when the handshake is refused. */
export async function clientSocket(
  url: string,
  token?: string,
  options: {
    origin?: string;
    protocols?: string[];
    autoPong?: boolean;
    headers?: Record<string, string>;
  } = {},
): Promise<ClientSocket> {
  const { protocols = ['skein.v1', ...(token === undefined ? [] : [`bearer.${token}`])], ...rest } = options;
  const ws = new WebSocket(url.replace('http', 'ws'), protocols, rest);
  const messages: ServerMessage[] = [];
  let closed: { code: number; reason: string } | undefined;
  ws.on('message', (data) => messages.push(JSON.parse(String(data)) as ServerMessage));
  ws.on('close', (code, reason) => {
    closed = { code, reason: String(reason) };
  });
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  ws.on('error', () => {});
  const of = (id: string) => messages.filter((message) => 'id' in message && message.id === id);
  return {
    ws,
    messages,
    of,
    send: (message) => ws.send(JSON.stringify(message)),
    end: (id) => of(id).find((message) => message.type === 'end') as ReturnType<ClientSocket['end']>,
    async closed() {
      await until('the socket to be closed', () => closed !== undefined);
      return closed!;
    },
  };
}
