import { constants, type ServerHttp2Stream } from 'node:http2';
import type { ServerInterceptingCallInterface } from '@grpc/grpc-js';
import { explainStatus } from './grpc-status.ts';

/** grpc-js's own end of a call, at the transport. What is listed here is not in its types. */
export type WireCall = ServerInterceptingCallInterface & {
  readonly stream?: ServerHttp2Stream;
  readonly incomingEncoding?: string;
  /** Of a message inflated. */
  maxReceiveMessageSize?: number;
  /** Of a message on the wire. */
  readonly decoder?: { maxReadMessageLength: number };
};

/**
 * Bounds the messages of one call; grpc-js has a bound for all methods of a server.
 *
 * @throws Error when grpc-js is not made as this needs it
 */
export function boundMessages(wire: WireCall, maxBytes: number): void {
  if (wire.maxReceiveMessageSize === undefined || wire.decoder?.maxReadMessageLength === undefined)
    throw new Error('this release of grpc-js bounds messages in another way');
  wire.maxReceiveMessageSize = maxBytes;
  wire.decoder.maxReadMessageLength = maxBytes;
}

/** Whether the messages of the request may come compressed. */
export function isCompressed({ incomingEncoding = 'identity' }: WireCall): boolean {
  return incomingEncoding !== 'identity';
}

/** Tells of the bytes of the request as they come; grpc-js tells of whole messages only. */
export function watchBytes({ stream }: WireCall, came: (bytes: number) => void): void {
  stream?.on('data', (chunk: Buffer) => came(chunk.length));
}

/** Gives the statuses that grpc-js sends by itself, through its own method, our details. */
export function explainStatuses(wire: WireCall): void {
  wire.sendStatus = sendExplained;
}

// One function for all calls: a closure for each would cost every call.
function sendExplained(this: WireCall, status: Parameters<WireCall['sendStatus']>[0]): void {
  const { sendStatus } = Object.getPrototypeOf(this) as WireCall;
  const explained = explainStatus(status, this.maxReceiveMessageSize);
  sendStatus.call(this, explained);
  // What grpc-js refuses by itself it goes on reading, for as long as it comes.
  if (explained !== status) resetIfUnread(this, refusedResetMs);
}

/** How long the rest of a request may come that grpc-js has refused, in milliseconds. */
const refusedResetMs = 5_000;

/** Resets a stream once what was answered has left, though its request has not ended (RFC 9113, 8.1). */
export function closeOnceSent({ stream }: WireCall): void {
  setImmediate(() => stream?.close(constants.NGHTTP2_NO_ERROR));
}

/**
 * Resets a stream whose end stays unread for `afterMs`, or whose caller goes on with a request that was answered
 * already: grpc-js would keep it for ever.
 */
export function resetIfUnread({ stream }: WireCall, afterMs: number): void {
  if (stream === undefined || stream.closed) return;
  if (stream.writableLength === 0 && stream.readableEnded) return;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), afterMs);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));
}
