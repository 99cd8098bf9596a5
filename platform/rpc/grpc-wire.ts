import { constants, type ServerHttp2Stream } from 'node:http2';
import { Code, type ConnectError } from '@connectrpc/connect';
import type { ServerInterceptingCallInterface } from '@grpc/grpc-js';
import { fail } from '../errors.ts';
import { compressedFlag } from './envelope.ts';
import { explanation, toGrpcStatus } from './grpc-status.ts';
import { type Refused, tellRefusal } from './refused.ts';

/** grpc-js's own end of a call, at the transport. What is listed here is not in its types. */
export type WireCall = ServerInterceptingCallInterface & {
  readonly stream?: ServerHttp2Stream;
  readonly incomingEncoding?: string;
  /** Of a message inflated. */
  maxReceiveMessageSize?: number;
  /** Of a message on the wire. */
  readonly decoder?: { maxReadMessageLength: number; readonly readState: number };
  /** Of a message with its head. */
  decompressMessage?(message: Buffer, encoding: string): Buffer | Promise<Buffer>;
  /** Ours: hears of what grpc-js refuses by itself. */
  refused?: Refused | undefined;
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

const encodings: readonly unknown[] = ['identity', 'gzip', 'deflate'];

/** Whether a request that has ended did so within a message, which grpc-js lets pass. */
export function isCutOff({ decoder }: WireCall): boolean {
  return decoder?.readState !== 0;
}

/**
 * Refuses messages in an encoding that nobody knows, also such as are not compressed, and those whose flag says that they
 * are compressed where no encoding was named: grpc-js takes both as they are.
 *
 * @throws Error when grpc-js is not made as this needs it
 */
export function checkFlags(wire: WireCall): void {
  if (typeof wire.decompressMessage !== 'function')
    throw new Error('this release of grpc-js reads messages in another way');
  wire.decompressMessage = decompressFlagged;
}

function decompressFlagged(this: WireCall, message: Buffer, encoding: string): Buffer | Promise<Buffer> {
  const { decompressMessage } = Object.getPrototypeOf(this) as Required<WireCall>;
  if (!encodings.includes(this.incomingEncoding)) {
    const text = `the encodings of messages are ${encodings.join(', ')}`;
    return refuseMessage(this, fail(Code.Unimplemented, 'UNIMPLEMENTED', text));
  }
  const flag = message[0]!;
  if (flag === 0 || (flag === compressedFlag && encoding !== 'identity'))
    return decompressMessage.call(this, message, encoding);
  const text = `a message is flagged with ${flag}, and its encoding is ${encoding}`;
  return refuseMessage(this, fail(Code.Internal, 'INTERNAL', text));
}

function refuseMessage({ refused }: WireCall, error: ConnectError): Promise<never> {
  if (refused !== undefined) tellRefusal(refused, error);
  return Promise.reject(toGrpcStatus(error));
}

/** Tells of the bytes of the request as they come; grpc-js tells of whole messages only. */
export function watchBytes({ stream }: WireCall, came: (bytes: number) => void): void {
  stream?.on('data', (chunk: Buffer) => came(chunk.length));
}

/** Gives the statuses that grpc-js sends by itself, through its own method, our details. */
export function explainStatuses(wire: WireCall, refused: Refused | undefined): void {
  wire.sendStatus = sendExplained;
  wire.refused = refused;
}

// One function for all calls: a closure for each would cost every call.
function sendExplained(this: WireCall, status: Parameters<WireCall['sendStatus']>[0]): void {
  const { sendStatus } = Object.getPrototypeOf(this) as WireCall;
  const error = explanation(status, this.maxReceiveMessageSize);
  if (error === undefined) {
    sendStatus.call(this, status);
    return;
  }
  // Of deadlines the call hears itself.
  if (error.code !== Code.DeadlineExceeded && this.refused !== undefined) tellRefusal(this.refused, error);
  sendStatus.call(this, toGrpcStatus(error));
  // What grpc-js refuses by itself it goes on reading, for as long as it comes.
  resetIfUnread(this, refusedResetMs);
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
