import type { Server } from '@grpc/grpc-js';
import { explanation, type PartialStatusObject, toGrpcStatus } from './grpc-status.ts';
import { type OnRefused, reportRefusal } from './refusal-report.ts';

/** Where grpc-js answers before there is a call; not in its types. */
interface Responder {
  _respondWithError(status: PartialStatusObject, ...rest: unknown[]): void;
}

/**
 * Adds our error details to grpc-js's responses for unknown methods.
 *
 * @param onRefused receives them
 * @throws Error when this release of grpc-js lacks the private member
 */
export function explainUnknown(server: Server, onRefused: OnRefused): void {
  const responder = server as unknown as Responder;
  const respond = responder._respondWithError;
  if (typeof respond !== 'function') throw new Error('this release of grpc-js answers in another way');
  responder._respondWithError = function (this: Responder, status, ...rest) {
    const error = explanation(status);
    reportRefusal(onRefused, error);
    respond.call(this, error === undefined ? status : toGrpcStatus(error), ...rest);
  };
}
