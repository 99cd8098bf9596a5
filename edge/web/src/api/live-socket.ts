import {
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
  type MessageShape,
} from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { errorFromJson } from '@connectrpc/connect/protocol-connect';
import type { Timers } from '../../../../platform/clock.ts';
import type { ReasonName } from '../../../../platform/domain-error.ts';
import { codeOfReason, fail, reasonOf } from '../../../../platform/errors.ts';

/** The streams of a window over one socket (docs/websocket.md). Unlike streams over HTTP/1.1, it takes no connection of the six. */
export interface LiveSocket {
  /** Opens a stream, and the socket with the first one. Rejects with the stream's error; ends with the signal. */
  stream<Desc extends DescMessage>(
    name: string,
    answers: Desc,
    request: JsonObject,
    signal: AbortSignal,
  ): AsyncIterable<MessageShape<Desc>>;
}

/** What is used of a WebSocket. */
export type Socket = Pick<WebSocket, 'readyState' | 'send' | 'close' | 'addEventListener'>;

type ServerMessage =
  | { readonly type: 'event'; readonly id: string; readonly message: JsonValue }
  | { readonly type: 'end'; readonly id: string; readonly error?: JsonValue }
  | { readonly type: 'pong' };

interface Stream {
  push(message: JsonValue): void;
  end(error?: unknown): void;
}

/** A page that falls this many messages behind resumes later. */
const maxWaiting = 200;
const OPEN = 1;
/**
 * After so long without a message a socket is asked for one, and after as long again without one it is closed: a network that was lost in silence
 * closes none. Two heartbeats of a server with the default settings.
 */
export const silenceMs = 30_000;

const lost = () => new ConnectError('the socket is closed', Code.Unavailable);

/** @param connect opens a socket with the session's token; with a new one after the server found that of the last socket expired */
export function liveSocket(
  connect: (expired: boolean) => Promise<Socket>,
  after: Timers['after'],
): LiveSocket {
  let current: Connection | undefined;
  let expired = false;
  let lastId = 0;
  const open = (): Connection => {
    const opened = connection(connect(expired), after, (reason) => {
      if (reason === 'TOKEN_EXPIRED') expired = true;
      if (current === opened) current = undefined;
    });
    expired = false;
    return opened;
  };
  return {
    async *stream(name, answers, request, signal) {
      lastId += 1;
      current ??= open();
      const waiting: JsonValue[] = [];
      let over: { readonly error: unknown } | undefined;
      let wake = () => {};
      const end = (error?: unknown) => {
        over ??= { error };
        wake();
      };
      const push = (message: JsonValue) => {
        if (waiting.length >= maxWaiting)
          end(fail(Code.ResourceExhausted, 'READER_TOO_SLOW', 'the page does not keep up'));
        else waiting.push(message);
        wake();
      };
      const stop = () => {
        waiting.length = 0;
        end(signal.reason);
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop);
      const leave = current.join({ id: String(lastId), stream: name, request }, { push, end });
      try {
        for (;;) {
          const message = waiting.shift();
          if (message !== undefined) yield fromJson(answers, message, { ignoreUnknownFields: true });
          else if (over?.error !== undefined) throw over.error;
          else if (over) return;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        signal.removeEventListener('abort', stop);
        leave();
      }
    },
  };
}

interface Connection {
  /** @returns what leaves the stream; the last one closes the socket */
  join(
    subscription: { readonly id: string; readonly stream: string; readonly request: JsonObject },
    to: Stream,
  ): () => void;
}

/** @param closed called when it takes no more streams, with the reason if there is one */
function connection(
  connecting: Promise<Socket>,
  after: Timers['after'],
  closed: (reason?: ReasonName) => void,
): Connection {
  const streams = new Map<string, Stream>();
  let socket: Socket | undefined;
  /** Messages to send once it is open. */
  const unsent: string[] = [];

  const ending = new AbortController();
  let stopWatching = () => {};

  const end = (error: unknown) => {
    ending.abort();
    stopWatching();
    closed(reasonOf(error));
    for (const stream of streams.values()) stream.end(error);
  };
  const receive = (message: ServerMessage) => {
    if (message.type === 'pong') return;
    const stream = streams.get(message.id);
    if (message.type === 'event') return stream?.push(message.message);
    const error = message.error === undefined ? undefined : errorFromJson(message.error, undefined, lost());
    const reason = reasonOf(error);
    // The socket closes too.
    if (reason === 'TOKEN_EXPIRED' || reason === 'SESSION_REVOKED') closed(reason);
    stream?.end(error);
  };
  const send = (message: object) => {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(message));
    else unsent.push(JSON.stringify(message));
  };
  const watch = (found: Socket) => {
    stopWatching();
    stopWatching = after(silenceMs, () => {
      send({ type: 'ping' });
      stopWatching = after(silenceMs, () => {
        // At once: without a network, a browser closes a socket after a minute or more.
        end(lost());
        found.close();
      });
    });
  };
  connecting.then((found) => {
    socket = found;
    const { signal } = ending;
    const opened = () => {
      for (const text of unsent.splice(0)) found.send(text);
    };
    const received = ({ data }: MessageEvent) => {
      watch(found);
      receive(JSON.parse(String(data)) as ServerMessage);
    };
    const shut = ({ reason }: CloseEvent) =>
      end(isReason(reason) ? fail(codeOfReason[reason], reason, 'the socket is closed') : lost());
    watch(found);
    found.addEventListener('open', opened, { signal });
    found.addEventListener('message', received, { signal });
    found.addEventListener('close', shut, { signal });
    if (streams.size === 0) found.close();
  }, end);

  return {
    join({ id, ...subscription }, to) {
      streams.set(id, to);
      send({ type: 'subscribe', id, ...subscription });
      return () => {
        streams.delete(id);
        if (streams.size > 0) return send({ type: 'unsubscribe', id });
        closed();
        socket?.close();
      };
    },
  };
}

const isReason = (reason: string): reason is keyof typeof codeOfReason => Object.hasOwn(codeOfReason, reason);
