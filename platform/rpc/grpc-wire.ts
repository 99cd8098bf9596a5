import { constants, type ServerHttp2Stream } from 'node:http2';
import { Code, type ConnectError } from '@connectrpc/connect';
import type { ServerInterceptingCallInterface } from '@grpc/grpc-js';
import { fail } from '../errors.ts';
import { compressedFlag } from './envelope.ts';
import { explanation, toGrpcStatus } from './grpc-status.ts';
import { type OnRefused, reportRefusal } from './refusal-report.ts';

/** The transport end of a call in grpc-js. These members are not in its types. */
export type WireCall = ServerInterceptingCallInterface & {
  readonly stream?: ServerHttp2Stream;
  readonly incomingEncoding?: string;
  /** The limit of a decompressed message. */
  maxReceiveMessageSize?: number;
  /** The limit of a message on the wire. */
  readonly decoder?: { maxReadMessageLength: number; readonly readState: number };
  /** Receives a message with its head. */
  serializeMessage?(message: Buffer): Buffer;
  decompressMessage?(message: Buffer, encoding: string): Buffer | Promise<Buffer>;
  /** Ours: receives refusals by grpc-js. */
  onRefused?: OnRefused | undefined;
};

/**
 * Limits the messages of one call; grpc-js has one limit for all methods.
 *
 * @throws Error when this release of grpc-js lacks the private members
 */
export function boundMessages(wire: WireCall, maxBytes: number): void {
  if (wire.maxReceiveMessageSize === undefined || wire.decoder?.maxReadMessageLength === undefined)
    throw new Error('this release of grpc-js bounds messages in another way');
  wire.maxReceiveMessageSize = maxBytes;
  wire.decoder.maxReadMessageLength = maxBytes;
}

/** Whether the request's messages may be compressed. */
export function isCompressed({ incomingEncoding = 'identity' }: WireCall): boolean {
  return incomingEncoding !== 'identity';
}

const encodings: readonly unknown[] = ['identity', 'gzip', 'deflate'];

/** Whether a finished request ended within a message, which grpc-js accepts. */
export function isCutOff({ decoder }: WireCall): boolean {
  return decoder?.readState !== 0;
}

/**
 * Refuses messages in an unknown encoding, even uncompressed ones, and messages flagged as compressed where the request
 * names no encoding. grpc-js accepts both.
 *
 * @throws Error when this release of grpc-js lacks the private member
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

function refuseMessage({ onRefused }: WireCall, error: ConnectError): Promise<never> {
  if (onRefused !== undefined) reportRefusal(onRefused, error);
  return Promise.reject(toGrpcStatus(error));
}

/**
 * Sends the only message of a call: where it lies in an envelope, in that memory, for grpc-js copies it behind a head.
 *
 * @param envelope the head, unwritten, and the message
 * @throws Error when grpc-js is not made as this needs it
 */
export function sendOnly(wire: WireCall, message: Buffer, envelope: Buffer | undefined): void {
  if (envelope === undefined) {
    wire.sendMessage(message, ignore);
    return;
  }
  if (typeof wire.serializeMessage !== 'function')
    throw new Error('this release of grpc-js frames messages in another way');
  envelope[0] = 0;
  envelope.writeUInt32BE(message.length, 1);
  wire.serializeMessage = asIs;
  wire.sendMessage(envelope, ignore);
}

function ignore(): void {}

function asIs(message: Buffer): Buffer {
  return message;
}

/** Reports the bytes of the request as they arrive; grpc-js reports whole messages only. */
export function watchBytes({ stream }: WireCall, came: (bytes: number) => void): void {
  stream?.on('data', (chunk: Buffer) => came(chunk.length));
}

/** Adds our error details to statuses that grpc-js sends itself. */
export function explainStatuses(wire: WireCall, onRefused: OnRefused | undefined): void {
  wire.sendStatus = sendExplained;
  wire.onRefused = onRefused;
}

// One function for all calls: a closure for each would cost every call.
function sendExplained(this: WireCall, status: Parameters<WireCall['sendStatus']>[0]): void {
  const { sendStatus } = Object.getPrototypeOf(this) as WireCall;
  const error = explanation(status, this.maxReceiveMessageSize);
  if (error === undefined) {
    sendStatus.call(this, status);
    return;
  }
  // The call itself handles deadlines.
  if (error.code !== Code.DeadlineExceeded && this.onRefused !== undefined)
    reportRefusal(this.onRefused, error);
  sendStatus.call(this, toGrpcStatus(error));
  // grpc-js keeps reading a request that it refused, without limit.
  resetIfUnread(this, refusedResetMs);
}

/** How long the rest of a request may arrive after grpc-js refused it, in milliseconds. */
const refusedResetMs = 5_000;

/** Resets a stream after the response was sent although the request has not ended (RFC 9113, 8.1). */
export function closeOnceSent({ stream }: WireCall): void {
  setImmediate(() => stream?.close(constants.NGHTTP2_NO_ERROR));
}

/**
 * Resets a stream whose end stays unread for `afterMs`, or whose caller continues an answered request; grpc-js would
 * keep it forever.
 */
export function resetIfUnread({ stream }: WireCall, afterMs: number): void {
  if (stream === undefined || stream.closed) return;
  if (stream.writableLength === 0 && stream.readableEnded) return;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), afterMs);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));
}
