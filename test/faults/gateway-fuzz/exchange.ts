import { connect, type Socket } from 'node:net';

/** The response to raw bytes on a connection of their own. */
export interface Exchange {
  /** The status of every response on the connection, in order. */
  readonly statuses: number[];
  /** gRPC-Web and Connect codes that blame the server, as far as they are visible. */
  readonly faults: string[];
}

export interface ExchangeOptions {
  /** How long to listen after everything was sent, in milliseconds. */
  readonly listenMs: number;
  /** A pause between the sent parts, in milliseconds. */
  readonly gapMs?: number;
  /** How the client ends the connection, unless the server has ended it before. */
  readonly end?: 'fin' | 'reset';
  /** Reads nothing. */
  readonly deaf?: boolean;
}

/** Only this much of a response is examined. */
const maxSeen = 256 * 1024;

/** Sends the parts and listens; never throws, because refused, reset and stalled connections are expected. */
export function exchange(
  port: number,
  parts: readonly (Buffer | string)[],
  options: ExchangeOptions,
): Promise<Exchange> {
  const { listenMs, gapMs = 0, end = 'reset', deaf = false } = options;
  return new Promise((resolve) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    let seen = '';
    let timer: NodeJS.Timeout;
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(examined(seen));
    };
    const queue = [...parts];
    const send = () => {
      const part = queue.shift();
      if (part !== undefined) {
        socket.write(part);
        timer = setTimeout(send, gapMs);
        return;
      }
      if (end === 'fin') socket.end();
      timer = setTimeout(finish, listenMs);
    };
    if (deaf) socket.pause();
    else {
      socket.setEncoding('latin1');
      socket.on('data', (text) => {
        if (seen.length < maxSeen) seen += text;
      });
    }
    socket.on('error', () => {});
    socket.on('close', finish);
    socket.on('connect', send);
    timer = setTimeout(finish, 30_000);
  });
}

// Streams are answered by Connect's library, unary calls by the gateway's own door.
const namesNoEncoding =
  /received(?: |%20)compressed(?: |%20)envelope|no(?: |%20)encoding(?: |%20)is(?: |%20)named/;

function examined(text: string): Exchange {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) => Number(code));
  // INTERNAL, UNKNOWN and DATA_LOSS blame the server. Both protocols require INTERNAL for a message that is flagged as
  // compressed without a named encoding.
  const blaming = namesNoEncoding.test(text)
    ? /grpc-status: ?(2|15)\b|"code":"(unknown|data_loss)"/gi
    : /grpc-status: ?(2|13|15)\b|"code":"(internal|unknown|data_loss)"/gi;
  const faults = [...text.matchAll(blaming)].map(([each]) => each);
  return { statuses, faults };
}
