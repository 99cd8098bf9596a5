import type { OutgoingHttpHeaders } from 'node:http';
import type { ConnectError } from '@connectrpc/connect';
import type { AnyRequest } from '../any-request.ts';

/** A request message as it was sent. */
export interface SentMessage {
  readonly bytes: Uint8Array;
  /** Compressed with the encoding that the request names. */
  readonly isCompressed: boolean;
}

/** A response message as it is sent. */
export interface ReadyMessage {
  readonly bytes: Uint8Array;
  /** The encoding with which it is compressed. */
  readonly compressedWith?: string | undefined;
}

/** The headers and trailers that a handler set; undefined if it set none. */
export interface HandlerHeaders {
  readonly header: Headers | undefined;
  readonly trailer: Headers | undefined;
}

/** A whole HTTP response. */
export interface WebResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Uint8Array;
}

/** How one unary call travels over HTTP: Connect by POST or GET, or gRPC-Web; binary or JSON. */
export interface WebProtocol {
  readonly name: 'connect' | 'grpc-web';
  readonly isJson: boolean;
  /** The request header that lists the encodings that the caller accepts. */
  readonly acceptHeader: string;
  /** The encoding of a compressed request. */
  encoding(request: AnyRequest): string | undefined;
  /**
   * The caller's deadline.
   * @throws ConnectError when it is malformed
   */
  timeoutMs(request: AnyRequest): number | undefined;
  /** @throws ConnectError, or the error of a broken connection */
  read(request: AnyRequest, limitBytes: number): SentMessage | Promise<SentMessage>;
  succeed(message: ReadyMessage, given: HandlerHeaders): WebResponse;
  fail(error: ConnectError, given: HandlerHeaders): WebResponse;
}
