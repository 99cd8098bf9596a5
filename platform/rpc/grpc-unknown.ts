import type { Server } from '@grpc/grpc-js';
import { explainStatus, type PartialStatusObject } from './grpc-status.ts';

/** What grpc-js answers by itself before there is a call; it is not in its types. */
interface Responder {
  _respondWithError(status: PartialStatusObject, ...rest: unknown[]): void;
}

/**
 * Gives what grpc-js answers to calls of methods that nobody has, too, the details that every error of ours has.
 *
 * @throws Error when grpc-js is not made as this needs it
 */
export function explainUnknown(server: Server): void {
  const responder = server as unknown as Responder;
  const respond = responder._respondWithError;
  if (typeof respond !== 'function') throw new Error('this release of grpc-js answers in another way');
  responder._respondWithError = function (this: Responder, status, ...rest) {
    respond.call(this, explainStatus(status), ...rest);
  };
}
