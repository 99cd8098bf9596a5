import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { type ChannelOptions, type StatusObject, status } from '@grpc/grpc-js';
import { Http2SubchannelCall } from '@grpc/grpc-js/build/src/subchannel-call.js';

/** The transport end of a client call. These members are not in grpc-js's types. */
interface ClientWire {
  finalStatus: StatusObject | null;
  readonly unpushedReadMessages: readonly Buffer[];
  readonly isPushPending: boolean;
  readonly http2Stream: ClientHttp2Stream;
  readonly decoder: { readonly readState: number };
  /** No more data comes from the stream. */
  readsClosed: boolean;
  readonly transport: { getOptions(): ChannelOptions };
  /** An error of the stream that is not a reset by the server. */
  readonly internalError: NodeJS.ErrnoException | null;
  handleTrailers(headers: IncomingHttpHeaders): void;
  endCall(status: StatusObject): void;
  outputStatus(): void;
  maybeOutputStatus(): void;
}

/**
 * The channel option that works around four faults of grpc-js (docs/upstream.md): it drops unread messages when an error
 * follows them, accepts a response that ends within a message, never ends a call whose connection is lost between the
 * status and the last message that is read, and takes the code of a GOAWAY for a reset of each call.
 */
export const guardedOption = 'skein.guarded';

/**
 * The header that holds an error's code until the messages before it are read; until then grpc-js sees a successful
 * call.
 */
const heldCode = 'grpc-held-status';

/** Calls that lost messages with their connection. */
const unreadCalls = new WeakSet<ClientWire>();

const wire = Http2SubchannelCall.prototype as unknown as ClientWire;
const { handleTrailers, endCall, outputStatus, maybeOutputStatus } = wire;
if ([handleTrailers, endCall, outputStatus, maybeOutputStatus].some((method) => typeof method !== 'function'))
  throw new Error('this release of grpc-js ends calls in another way');

wire.handleTrailers = function (this: ClientWire, headers) {
  const code = headers['grpc-status'];
  const holds = code !== undefined && code !== '0' && isGuarded(this) && hasUnread(this);
  handleTrailers.call(this, holds ? { ...headers, 'grpc-status': '0', [heldCode]: code } : headers);
  // A stream that is destroyed does not emit 'end', for which the status waits.
  if (isGuarded(this)) this.http2Stream.once('close', () => process.nextTick(endUnread, this));
};

/** Ends a call whose stream is gone; messages that grpc-js has already parsed are still delivered first. */
function endUnread(call: ClientWire): void {
  if (call.readsClosed) return;
  if (call.http2Stream.readableLength > 0) unreadCalls.add(call);
  call.readsClosed = true;
  call.maybeOutputStatus();
}

wire.endCall = function (this: ClientWire, ended) {
  // The messages are no longer wanted, or cannot arrive.
  if (isHeld(this.finalStatus)) this.outputStatus();
  const isLost = ended.code !== status.OK && isGuarded(this) && isConnectionError(this.internalError);
  endCall.call(this, isLost ? { ...ended, code: status.UNAVAILABLE } : ended);
};

/** The whole connection ended with an error: the peer closed it (GOAWAY), or a system call failed. */
function isConnectionError(error: ClientWire['internalError']): boolean {
  return error?.code === 'ERR_HTTP2_SESSION_ERROR' || error?.syscall !== undefined;
}

wire.outputStatus = function (this: ClientWire) {
  const { finalStatus } = this;
  if (finalStatus !== null && isHeld(finalStatus)) {
    const { details, metadata } = finalStatus;
    const code = Number(metadata.get(heldCode)[0]);
    metadata.remove(heldCode);
    this.finalStatus = { code, details, metadata };
  } else if (finalStatus?.code === status.OK && unreadCalls.has(this)) {
    const details = 'the connection was lost before the response was read';
    this.finalStatus = { code: status.UNAVAILABLE, details, metadata: finalStatus.metadata };
  } else if (finalStatus?.code === status.OK && isGuarded(this) && this.decoder.readState !== 0) {
    const details = 'the answer ends within a message';
    this.finalStatus = { code: status.INTERNAL, details, metadata: finalStatus.metadata };
  }
  outputStatus.call(this);
};

function isGuarded({ transport }: ClientWire): boolean {
  return guardedOption in transport.getOptions();
}

function hasUnread({ unpushedReadMessages, isPushPending, http2Stream }: ClientWire): boolean {
  return unpushedReadMessages.length > 0 || isPushPending || http2Stream.readableLength > 0;
}

function isHeld(finalStatus: StatusObject | null): boolean {
  return finalStatus?.code === status.OK && finalStatus.metadata.get(heldCode).length > 0;
}
