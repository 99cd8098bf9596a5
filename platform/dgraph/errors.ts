import { status } from '@grpc/grpc-js';
import { ERR_ABORTED } from 'dgraph-js';
import { DomainError } from '../domain-error.ts';
import { loginRefused } from '../engines/engine-refused.ts';
import { engineConflict, engineUnavailable } from '../engines/unavailable.ts';

const unavailable = new Set<unknown>([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
]);

/** Whether the transaction lost a conflict: none of its changes was made. */
export function isAborted(error: unknown): boolean {
  return error === ERR_ABORTED || codeOf(error) === status.ABORTED;
}

/** Whether Dgraph did not answer, or answered that it cannot serve now. */
export function isUnavailable(error: unknown): boolean {
  // The messages of an alpha that starts or looks for its zero; they have no code of their own.
  const starting =
    /not ready|No connection exists|unhealthy connection|Please retry operation|server is not/i;
  return unavailable.has(codeOf(error)) || (error instanceof Error && starting.test(error.message));
}

/** Whether Dgraph does not know the account, its password or its token. */
export function isRefused(error: unknown): boolean {
  return (
    codeOf(error) === status.UNAUTHENTICATED ||
    (error instanceof Error && /invalid username or password|no accessJwt|refresh jwt/i.test(error.message))
  );
}

/** Maps a driver error to the one that callers of a store get. */
export function dgraphError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isAborted(error)) {
    return engineConflict(error);
  }
  if (isRefused(error)) return loginRefused('dgraph', error);
  return isUnavailable(error) ? engineUnavailable('dgraph', error) : error;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}
