import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import { peerAddressOfSession } from './grpc-peer.ts';
import type { StreamTaker } from './grpc-refusal.ts';
import type { AnsweredConnection, Unread, UnreadAnswerLimit } from './unread-answer-limit.ts';

/**
 * Counts what waits on each connection for its reader: answers of every method, of reflection too.
 *
 * @param end ends a connection for it
 * @throws Error when this release of grpc-js lacks the private member
 */
export function countUnread(
  server: Server,
  limit: UnreadAnswerLimit,
  end: (session: ServerHttp2Session) => void,
): void {
  const taker = server as unknown as StreamTaker;
  const take = taker._streamHandler;
  if (typeof take !== 'function') throw new Error('this release of grpc-js takes streams in another way');
  const connections = new WeakMap<ServerHttp2Session, AnsweredSession>();
  const connectionOf = (session: ServerHttp2Session) => {
    let connection = connections.get(session);
    if (connection === undefined) {
      connection = new AnsweredSession(session, limit, end);
      connections.set(session, connection);
    }
    return connection;
  };
  taker._streamHandler = function (this: unknown, interceptors, stream, headers) {
    if (stream.session !== undefined) connectionOf(stream.session as ServerHttp2Session).watch(stream);
    take.call(this as StreamTaker, interceptors, stream, headers);
  };
}

interface StreamUnread {
  bytes: number;
  sinceMs: number;
}

class AnsweredSession implements AnsweredConnection {
  readonly address: string;
  readonly #session: ServerHttp2Session;
  readonly #limit: UnreadAnswerLimit;
  readonly #end: (session: ServerHttp2Session) => void;
  readonly #streams = new Map<ServerHttp2Stream, StreamUnread>();
  #bytes = 0;

  constructor(
    session: ServerHttp2Session,
    limit: UnreadAnswerLimit,
    end: (session: ServerHttp2Session) => void,
  ) {
    this.address = peerAddressOfSession(session);
    this.#session = session;
    this.#limit = limit;
    this.#end = end;
    session.once('close', () => limit.leave(this));
  }

  watch(stream: ServerHttp2Stream): void {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (...args: unknown[]) => {
      const wasRead = stream.writableLength === 0;
      const goesOn = write(...args);
      this.#wrote(stream, wasRead);
      return goesOn;
    };
  }

  unread(nowMs: number): Unread {
    let [bytes, byteMs] = [0, 0];
    for (const [stream, unread] of this.#streams) {
      unread.bytes = stream.writableLength;
      bytes += unread.bytes;
      byteMs += unread.bytes * (nowMs - unread.sinceMs + 1);
    }
    this.#bytes = bytes;
    return { bytes, byteMs };
  }

  end(): void {
    this.#end(this.#session);
  }

  #wrote(stream: ServerHttp2Stream, wasRead: boolean): void {
    if (stream.destroyed) return;
    let unread = this.#streams.get(stream);
    if (unread === undefined) {
      unread = { bytes: 0, sinceMs: 0 };
      this.#streams.set(stream, unread);
      stream.once('close', () => this.#read(stream));
    }
    if (wasRead) unread.sinceMs = performance.now();
    this.#bytes += stream.writableLength - unread.bytes;
    unread.bytes = stream.writableLength;
    this.#limit.hold(this, this.#bytes);
  }

  #read(stream: ServerHttp2Stream): void {
    this.#bytes -= this.#streams.get(stream)?.bytes ?? 0;
    this.#streams.delete(stream);
    // A closed session does not count again.
    if (!this.#session.destroyed) this.#limit.hold(this, this.#bytes);
  }
}
