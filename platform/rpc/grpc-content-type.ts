import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import { rejectStream, type StreamTaker } from './grpc-refusal.ts';
import type { OnRefused } from './refusal-report.ts';

interface Refusal {
  readonly answer: OutgoingHttpHeaders;
  readonly body: string;
}

/** grpc-js would decode a subformat other than protobuf as protobuf. */
const taken = /^application\/grpc(\+proto)?($|[ ;])/i;

/**
 * Refuses requests that are not gRPC with protobuf messages; grpc-js checks only the prefix of the content type.
 *
 * @param endMs how long the rest of a refused request may take, in milliseconds
 * @throws Error when this release of grpc-js lacks the private member
 */
export function requireGrpc(server: Server, endMs: number, onRefused: OnRefused): void {
  const taker = server as unknown as StreamTaker;
  const take = taker._streamHandler;
  if (typeof take !== 'function') throw new Error('this release of grpc-js takes streams in another way');
  taker._streamHandler = function (this: unknown, interceptors, stream, headers) {
    const refusal = refusalOf(headers);
    if (refusal === undefined) take.call(this as StreamTaker, interceptors, stream, headers);
    else {
      onRefused(`HTTP_${refusal.answer[':status']}`);
      rejectStream(stream, refusal.answer, endMs, refusal.body);
    }
  };
}

function refusalOf(headers: IncomingHttpHeaders): Refusal | undefined {
  if (headers[':method'] !== 'POST')
    return { answer: { ...plain, ':status': 405, allow: 'POST' }, body: 'use POST\n' };
  if (taken.test(headers['content-type'] ?? '')) return undefined;
  const type = 'application/grpc+proto';
  return { answer: { ...plain, ':status': 415, 'accept-post': type }, body: `send ${type}\n` };
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };
