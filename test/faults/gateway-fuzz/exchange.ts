import { connect, type Socket } from 'node:net';

/** What came back for raw bytes on a connection of their own. */
export interface Exchange {
  /** The status of every answer on the connection, in order. */
  readonly statuses: number[];
  /** Codes of gRPC-Web and of Connect that say that the server was at fault, as far as they can be seen. */
  readonly faults: string[];
}

export interface ExchangeOptions {
  /** How long to listen once all is sent, in milliseconds. */
  readonly listenMs: number;
  /** A pause between the parts that are sent, in milliseconds. */
  readonly gapMs?: number;
  /** How the connection ends on our side: the other side may have ended it before. */
  readonly end?: 'fin' | 'reset';
  /** Takes nothing of what comes. */
  readonly deaf?: boolean;
}

/** Answers longer than this are not looked at any further. */
const maxSeen = 256 * 1024;

/** Sends the parts and listens; never throws: connections that are refused, cut or stand still are what is wanted. */
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
      resolve(judged(seen));
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

const namesNoEncoding = /received(?: |%20)compressed(?: |%20)envelope/;

function judged(text: string): Exchange {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) => Number(code));
  // INTERNAL, UNKNOWN and DATA_LOSS are for what is wrong in here.
  const faults = [
    // gRPC asks for INTERNAL where a message is flagged as compressed and no encoding is named.
    ...[
      ...text.matchAll(
        namesNoEncoding.test(text) ? /grpc-status: ?(2|15)\b/gi : /grpc-status: ?(2|13|15)\b/gi,
      ),
    ].map(([each]) => each),
    ...[...text.matchAll(/"code":"(internal|unknown|data_loss)"/g)].map(([each]) => each),
  ];
  return { statuses, faults };
}
