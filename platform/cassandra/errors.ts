import cassandra from 'cassandra-driver';
import { DomainError } from '../domain-error.ts';
import { loginRefused } from '../engines/engine-refused.ts';
import { engineUnavailable } from '../engines/unavailable.ts';

const { errors, types } = cassandra;
const codes = types.responseErrorCodes;
const unavailable = new Set<number>([
  codes.unavailableException,
  codes.overloaded,
  codes.isBootstrapping,
  codes.writeTimeout,
  codes.readTimeout,
  codes.readFailure,
  codes.writeFailure,
  codes.serverError,
]);

/** Whether Cassandra, or too many of its nodes, did not answer. A write may have been done. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof errors.NoHostAvailableError ||
    error instanceof errors.OperationTimedOutError ||
    error instanceof errors.BusyConnectionError ||
    (error instanceof errors.ResponseError && unavailable.has(error.code)) ||
    // Errors of the connection itself.
    (error as { isSocketError?: unknown } | undefined)?.isSocketError === true ||
    /^E[A-Z]{3,}$/.test(String((error as { code?: unknown } | undefined)?.code))
  );
}

/** The error of a node that does not accept the role or its password. */
function refusalOf(error: unknown): Error | undefined {
  const all = error instanceof errors.NoHostAvailableError ? Object.values(error.innerErrors) : [error];
  return all.find((each) => each instanceof errors.AuthenticationError);
}

/** Maps a driver error to the one that callers of a store get. */
export function cassandraError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (refusal) return loginRefused('cassandra', refusal);
  return isUnavailable(error) ? engineUnavailable('cassandra', error) : error;
}
