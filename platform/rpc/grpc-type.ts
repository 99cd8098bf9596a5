import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import { type StreamTaker, turnAway } from './grpc-refusal.ts';
import type { Refused } from './refused.ts';

/** A subformat other than protobuf would be decoded as protobuf by grpc-js. */
const taken = /^application\/grpc(\+proto)?($|[ ;])/i;

/**
 * Refuses what is no gRPC call with messages in protobuf: grpc-js looks at the first letters of the type alone.
 *
 * @param endMs how long the end of a refused request may stay away, in milliseconds
 * @throws Error when grpc-js is not made as this needs it
 */
export function requireGrpc(server: Server, endMs: number, refused: Refused): void {
  const taker = server as unknown as StreamTaker;
  const take = taker._streamHandler;
  if (typeof take !== 'function') throw new Error('this release of grpc-js takes streams in another way');
  taker._streamHandler = function (this: unknown, interceptors, stream, headers) {
    const answer = refusal(headers);
    if (answer === undefined) take.call(this as StreamTaker, interceptors, stream, headers);
    else {
      refused(`HTTP_${answer[':status']}`);
      turnAway(stream, answer, endMs);
    }
  };
}

function refusal(headers: IncomingHttpHeaders): OutgoingHttpHeaders | undefined {
  if (headers[':method'] !== 'POST') return { ':status': 405, allow: 'POST' };
  if (!taken.test(headers['content-type'] ?? ''))
    return { ':status': 415, 'accept-post': 'application/grpc+proto' };
  return undefined;
}
