import { DomainError } from '../domain-error.ts';
import {
  certificateRefused,
  type EngineRefused,
  isCertificateError,
  loginRefused,
  tlsDemanded,
  tlsMissing,
} from '../engines/refused.ts';
import { engineUnavailable } from '../engines/unavailable.ts';

/** Server states in which another try, perhaps at another server, may do: classes and codes of PostgreSQL's appendix A. */
const unavailable = /^(08|53|57P|58|57014|25006|55P03)/;

/** Two transactions stood in each other's way and this one was taken back. */
const retried = new Set(['40001', '40P01']);

export function isRetried(error: unknown): boolean {
  return retried.has(codeOf(error));
}

/** Whether a unique index refused a row; `constraint` is its name. */
export function isDuplicate(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && (error as { constraint?: string }).constraint === constraint;
}

/** An error as a caller of a store gets it. */
export function postgresError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isRetried(error)) {
    return new DomainError('CONFLICT', 'others changed the same at the same time', { cause: error });
  }
  return refusal(error) ?? (isUnavailable(error) ? engineUnavailable('postgres', error) : error);
}

/** What a server says that does not let us in, or what keeps us from trusting it. */
function refusal(error: unknown): EngineRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isCertificateError(error)) return certificateRefused('postgres', error);
  if (/server does not support SSL/i.test(error.message)) return tlsMissing('postgres', error);
  if (codeOf(error) === '28000' && /no encryption/.test(error.message)) return tlsDemanded('postgres', error);
  return codeOf(error).startsWith('28') ? loginRefused('postgres', error) : undefined;
}

/** What stands between us and all servers: what one says of itself tells more than that another is away. */
export function postgresOutage(errors: readonly unknown[], message: string): DomainError {
  const refused = errors.map(refusal).find((each) => each !== undefined);
  return refused ?? engineUnavailable('postgres', new AggregateError(errors, message));
}

/** Whether a server did not answer, or said that it can't serve now. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DomainError) return false;
  // What pg says of its connections has no code.
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
