import cassandra from 'cassandra-driver';
import { DomainError } from '../domain-error.ts';
import { loginRefused } from '../engines/refused.ts';
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

/** Whether Cassandra, or too many of its nodes, did not answer; a write may have been done all the same. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof errors.NoHostAvailableError ||
    error instanceof errors.OperationTimedOutError ||
    error instanceof errors.BusyConnectionError ||
    (error instanceof errors.ResponseError && unavailable.has(error.code)) ||
    // What the connection itself fails with.
    (error as { isSocketError?: unknown } | undefined)?.isSocketError === true ||
    /^E[A-Z]{3,}$/.test(String((error as { code?: unknown } | undefined)?.code))
  );
}

/** What a node said that does not know the role, or its password. */
function refusalOf(error: unknown): Error | undefined {
  const all = error instanceof errors.NoHostAvailableError ? Object.values(error.innerErrors) : [error];
  return all.find((each) => each instanceof errors.AuthenticationError);
}

/** An error as a caller of a store gets it. */
export function cassandraError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (refusal) return loginRefused('cassandra', refusal);
  return isUnavailable(error) ? engineUnavailable('cassandra', error) : error;
}
