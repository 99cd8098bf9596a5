import { DomainError } from '../domain-error.ts';
import {
  certificateRefused,
  type EngineRefused,
  isCertificateError,
  loginRefused,
  tlsDemanded,
  tlsMissing,
} from '../engines/engine-refused.ts';
import { engineConflict, engineUnavailable } from '../engines/unavailable.ts';

/**
 * Server states in which a retry, perhaps at another server, may succeed: classes and codes of PostgreSQL's appendix A.
 */
const unavailable = /^(08|53|57P|58|57014|25006|55P03)/;

/** Serialization failure and deadlock: the transaction was rolled back. */
const retried = new Set(['40001', '40P01']);

export function isRetried(error: unknown): boolean {
  return retried.has(codeOf(error));
}

/** Whether a unique index rejected a row; `constraint` is its name. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && (error as { constraint?: string }).constraint === constraint;
}

/** Maps a driver error to the one that callers of a store get. */
export function postgresError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isRetried(error)) {
    return engineConflict(error);
  }
  return refusal(error) ?? (isUnavailable(error) ? engineUnavailable('postgres', error) : error);
}

/** A refused login or an untrusted certificate. */
function refusal(error: unknown): EngineRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isCertificateError(error)) return certificateRefused('postgres', error);
  if (/server does not support SSL/i.test(error.message)) return tlsMissing('postgres', error);
  if (codeOf(error) === '28000' && /no encryption/.test(error.message)) return tlsDemanded('postgres', error);
  return codeOf(error).startsWith('28') ? loginRefused('postgres', error) : undefined;
}

/** The error when no server can be used. A refusal says more than a missing connection, so it is preferred. */
export function postgresOutage(errors: readonly unknown[], message: string): DomainError {
  const refused = errors.map(refusal).find((each) => each !== undefined);
  return refused ?? engineUnavailable('postgres', new AggregateError(errors, message));
}

/** Whether a server did not answer, or answered that it cannot serve now. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DomainError) return false;
  // Connection errors of pg have no code.
  return (
    unavailable.test(codeOf(error)) ||
    /^E[A-Z]{3,}$/.test(codeOf(error)) ||
    /connection terminated|timeout|not queryable|connection ended|client was closed/i.test(error.message)
  );
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
