import {
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { ConnectError } from '@connectrpc/connect';
import type { Server } from '@grpc/grpc-js';
import { toGrpcStatus } from './grpc-status.ts';
import type { BoundMethod } from './host.ts';
import type { Admit } from './interceptors/shed.ts';
import { overloaded } from './limits.ts';

/** Where grpc-js receives an HTTP/2 stream; not in its types. */
export interface StreamTaker {
  _streamHandler(interceptors: unknown, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void;
}

/**
 * Asks the load shedder about every call of our methods before grpc-js sees it. grpc-js's objects for a call cost as
 * much as the rest of a refusal (35 of 65 µs where measured).
 *
 * @param endMs how long the rest of the request may take after the response, in milliseconds
 * @throws Error when this release of grpc-js lacks the private member
 */
export function refuseEarly(
  server: Server,
  methods: ReadonlyMap<string, BoundMethod>,
  admit: Admit,
  endMs: number,
): void {
  const taker = server as unknown as StreamTaker;
  const take = taker._streamHandler;
  if (typeof take !== 'function') throw new Error('this release of grpc-js takes streams in another way');
  taker._streamHandler = function (this: unknown, interceptors, stream, headers) {
    const bound = methods.get(headers[':path'] as string);
    const retryAfterMs = bound === undefined ? undefined : admit(bound.method, headers.authorization);
    if (retryAfterMs === undefined) return take.call(this as StreamTaker, interceptors, stream, headers);
    refuse(stream, retryAfterMs, endMs);
  };
}

/** Built once for each retry delay, because an overloaded process has no time to build them. */
const answers = new Map<number, OutgoingHttpHeaders>();

function refuse(stream: ServerHttp2Stream, retryAfterMs: number, endMs: number): void {
  let answer = answers.get(retryAfterMs);
  if (answer === undefined) {
    answer = trailersOnly(overloaded(retryAfterMs));
    answers.set(retryAfterMs, answer);
  }
  rejectStream(stream, answer, endMs);
}

/**
 * Answers a stream before grpc-js sees it.
 *
 * @param endMs how long the rest of the request may take, in milliseconds
 * @param body for people; gRPC has none
 */
export function rejectStream(
  stream: ServerHttp2Stream,
  answer: OutgoingHttpHeaders,
  endMs: number,
  body?: string,
): void {
  stream.on('error', ignore);
  if (stream.destroyed) return;
  stream.respond(answer, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  // The rest of the request is discarded, for a limited time.
  stream.setTimeout(endMs, reset);
  stream.resume();
}

/** Headers and trailers in one, called "Trailers-Only" in gRPC over HTTP/2. */
export function trailersOnly(error: ConnectError): OutgoingHttpHeaders {
  const { code, details, metadata } = toGrpcStatus(error);
  return {
    ':status': 200,
    'content-type': 'application/grpc+proto',
    'grpc-status': String(code),
    'grpc-message': encodeURI(details),
    ...metadata.toHttp2Headers(),
  };
}

function reset(this: ServerHttp2Stream): void {
  this.close(constants.NGHTTP2_CANCEL);
}

function ignore(): void {}
