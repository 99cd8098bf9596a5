import { status } from '@grpc/grpc-js';
import { ERR_ABORTED } from 'dgraph-js';
import { DomainError } from '../domain-error.ts';
import { loginRefused } from '../engines/refused.ts';
import { engineUnavailable } from '../engines/unavailable.ts';

const unavailable = new Set<unknown>([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
]);

/** Whether another transaction was quicker: nothing of this one happened. */
export function isAborted(error: unknown): boolean {
  return error === ERR_ABORTED || codeOf(error) === status.ABORTED;
}

/** Whether Dgraph did not answer, or said that it can't serve now. */
export function isUnavailable(error: unknown): boolean {
  // What an alpha says while it starts, or looks for its zero, has no code of its own.
  const starting =
    /not ready|No connection exists|unhealthy connection|Please retry operation|server is not/i;
  return unavailable.has(codeOf(error)) || (error instanceof Error && starting.test(error.message));
}

/** Whether Dgraph does not know the account, or its password, or has forgotten that it signed in. */
export function isRefused(error: unknown): boolean {
  return (
    codeOf(error) === status.UNAUTHENTICATED ||
    (error instanceof Error && /invalid username or password|no accessJwt|refresh jwt/i.test(error.message))
  );
}

/** An error as a caller of a store gets it. */
export function dgraphError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isAborted(error)) {
    return new DomainError('CONFLICT', 'others changed the same at the same time', { cause: error });
  }
  if (isRefused(error)) return loginRefused('dgraph', error);
  return isUnavailable(error) ? engineUnavailable('dgraph', error) : error;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}
