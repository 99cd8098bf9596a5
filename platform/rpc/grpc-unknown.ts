import type { Server } from '@grpc/grpc-js';
import { explanation, type PartialStatusObject, toGrpcStatus } from './grpc-status.ts';
import { type Refused, tellRefusal } from './refused.ts';

/** What grpc-js answers by itself before there is a call; it is not in its types. */
interface Responder {
  _respondWithError(status: PartialStatusObject, ...rest: unknown[]): void;
}

/**
 * Gives what grpc-js answers to calls of methods that nobody has, too, the details that every error of ours has.
 *
 * @param refused hears of them
 * @throws Error when grpc-js is not made as this needs it
 */
export function explainUnknown(server: Server, refused: Refused): void {
  const responder = server as unknown as Responder;
  const respond = responder._respondWithError;
  if (typeof respond !== 'function') throw new Error('this release of grpc-js answers in another way');
  responder._respondWithError = function (this: Responder, status, ...rest) {
    const error = explanation(status);
    tellRefusal(refused, error);
    respond.call(this, error === undefined ? status : toGrpcStatus(error), ...rest);
  };
}
