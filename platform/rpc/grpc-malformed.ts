import { Code, type ConnectError } from '@connectrpc/connect';
import { Metadata, type StatusObject } from '@grpc/grpc-js';
import { fail } from '../errors.ts';
import { toGrpcStatus } from './grpc-status.ts';

/** A response that violates the protocol or the contract: the server's fault. */
export function responseMalformed(message: string, cause?: unknown): ConnectError {
  return fail(Code.Internal, 'INTERNAL', message, { cause });
}

/**
 * A status that conforms to its type. grpc-js forwards a rejected promise of its filters as a status: an Error without
 * code, details and metadata, when a message is flagged as compressed and the encoding is `identity` or unknown.
 */
export function wellFormedStatus(status: Partial<StatusObject>): StatusObject {
  const { code, details, metadata } = status;
  if (typeof code === 'number') return { code, details: details ?? '', metadata: metadata ?? new Metadata() };
  return toGrpcStatus(responseMalformed('the answer is malformed'));
}
