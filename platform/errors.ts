import type { DescService } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/ts/google/rpc/error_details_pb.ts';
import { DomainError, type ErrorDetails, type ReasonName } from './domain-error.ts';

/** See `withoutErrorDetails`. */
let detailed = true;

/**
 * For external conformance suites, which compare errors exactly. From now on, errors of this process carry the details
 * that handlers gave them and none of Skein's.
 */
export function withoutErrorDetails(): void {
  detailed = false;
}

/** The domain of every google.rpc.ErrorInfo that Skein sends. */
const errorDomain = 'skein';

/** The canonical code of each reason. */
export const codeOfReason = {
  FIELD_INVALID: Code.InvalidArgument,
  MESSAGE_MALFORMED: Code.InvalidArgument,
  MESSAGE_TOO_LARGE: Code.ResourceExhausted,
  PAGE_TOKEN_INVALID: Code.InvalidArgument,
  RESUME_TOKEN_INVALID: Code.InvalidArgument,
  RESUME_TOKEN_TOO_OLD: Code.FailedPrecondition,
  REQUEST_ID_REUSED: Code.InvalidArgument,
  TOKEN_MISSING: Code.Unauthenticated,
  TOKEN_INVALID: Code.Unauthenticated,
  TOKEN_EXPIRED: Code.Unauthenticated,
  SESSION_REVOKED: Code.Unauthenticated,
  CREDENTIALS_INVALID: Code.Unauthenticated,
  REFRESH_TOKEN_REUSED: Code.Unauthenticated,
  ROLE_REQUIRED: Code.PermissionDenied,
  SERVICE_REQUIRED: Code.PermissionDenied,
  SERVICE_NOT_ALLOWED: Code.PermissionDenied,
  NOT_OWNER: Code.PermissionDenied,
  BLOCKED: Code.PermissionDenied,
  USER_NOT_FOUND: Code.NotFound,
  POST_NOT_FOUND: Code.NotFound,
  SESSION_NOT_FOUND: Code.NotFound,
  MEDIA_NOT_FOUND: Code.NotFound,
  LINK_NOT_FOUND: Code.NotFound,
  NOT_FOUND: Code.NotFound,
  HANDLE_TAKEN: Code.AlreadyExists,
  ACCOUNT_DEACTIVATED: Code.FailedPrecondition,
  SELF_TARGET: Code.InvalidArgument,
  FOLLOWING_LIMIT: Code.FailedPrecondition,
  TEXT_TOO_LONG: Code.InvalidArgument,
  TEXT_EMPTY: Code.InvalidArgument,
  TEXT_CONTROL_CHARACTER: Code.InvalidArgument,
  TEXT_CHARACTER_INVALID: Code.InvalidArgument,
  MEDIA_TYPE_INVALID: Code.InvalidArgument,
  MEDIA_TOO_LARGE: Code.InvalidArgument,
  RATE_LIMITED: Code.ResourceExhausted,
  OVERLOADED: Code.ResourceExhausted,
  READER_TOO_SLOW: Code.ResourceExhausted,
  DRAINING: Code.Unavailable,
  DEPENDENCY_UNAVAILABLE: Code.Unavailable,
  DEADLINE_EXCEEDED: Code.DeadlineExceeded,
  CANCELLED: Code.Canceled,
  UNIMPLEMENTED: Code.Unimplemented,
  INTERNAL: Code.Internal,
  CONFLICT: Code.Aborted,
  PASSWORD_WEAK: Code.InvalidArgument,
  QUERY_INVALID: Code.InvalidArgument,
  EMAIL_UNVERIFIED: Code.FailedPrecondition,
  REBUILD_LOST: Code.FailedPrecondition,
} as const satisfies Record<ReasonName, Code>;

/** A field that breaks a rule, by its proto path. */
export interface FieldViolation {
  field: string;
  description: string;
}

/**
 * An error for a caller: canonical code, google.rpc.ErrorInfo, and what `details` adds (BadRequest for a field,
 * RetryInfo for a wait). It is returned, not thrown: `throw fail(...)`. The compiler checks that the code belongs to
 * the reason.
 */
export function fail<R extends ReasonName>(
  code: (typeof codeOfReason)[R],
  reason: R,
  message: string,
  details: ErrorDetails & { violations?: FieldViolation[] } = {},
): ConnectError {
  const { field, metadata, retryAfterMs, cause } = details;
  const error = new ConnectError(message, code, undefined, undefined, cause);
  if (!detailed) return error;
  error.details.push({
    desc: ErrorInfoSchema,
    value: { reason, domain: errorDomain, metadata: { ...metadata } },
  });
  const violations = details.violations ?? (field === undefined ? [] : [{ field, description: message }]);
  if (violations.length > 0) {
    error.details.push({
      desc: BadRequestSchema,
      value: { fieldViolations: violations.map((violation) => ({ ...violation, reason })) },
    });
  }
  if (retryAfterMs !== undefined) {
    const seconds = Math.floor(retryAfterMs / 1000);
    const nanos = Math.round((retryAfterMs - seconds * 1000) * 1e6);
    error.details.push({
      desc: RetryInfoSchema,
      value: { retryDelay: { seconds: BigInt(seconds), nanos } },
    });
  }
  return error;
}

/**
 * Converts anything thrown to the error that a caller sees. Unexpected errors become INTERNAL; logs show their cause,
 * callers never see it.
 */
export function toConnectError(reason: unknown): ConnectError {
  if (reason instanceof ConnectError) return reason;
  if (reason instanceof DomainError) {
    const { field, metadata, retryAfterMs } = reason;
    return fail(codeOfReason[reason.reason], reason.reason, reason.message, {
      field,
      metadata,
      retryAfterMs,
      cause: reason,
    });
  }
  const name = reason instanceof Error ? reason.name : '';
  if (name === 'AbortError') return cancelled(reason);
  if (name === 'TimeoutError') return deadlineExceeded(reason);
  return fail(Code.Internal, 'INTERNAL', 'internal error', { cause: reason });
}

/** The caller cancelled. */
export function cancelled(cause?: unknown): ConnectError {
  return fail(Code.Canceled, 'CANCELLED', 'the caller gave up', { cause });
}

/** The deadline of the call passed. */
export function deadlineExceeded(cause?: unknown): ConnectError {
  return fail(Code.DeadlineExceeded, 'DEADLINE_EXCEEDED', 'the deadline passed', { cause });
}

/** The service cannot be reached, or the connection broke. The cause names addresses, which callers must not see. */
export function unreachable({ typeName }: Pick<DescService, 'typeName'>, cause?: unknown): ConnectError {
  const metadata = { dependency: typeName };
  return fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', `${typeName} does not answer`, { metadata, cause });
}

/** The server shuts down and ends its streams; callers resume at another one. */
export function draining(): ConnectError {
  return fail(Code.Unavailable, 'DRAINING', 'the server is draining: resume elsewhere');
}

/** The reason of an aborted signal, as an error for the caller. */
export function stoppedBy(signal: Pick<AbortSignal, 'reason'>): ConnectError {
  const reason: unknown = signal.reason;
  if (reason instanceof ConnectError) return reason;
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? deadlineExceeded(reason)
    : cancelled(reason);
}

/** The reason of a Skein error, also of one received over the wire; undefined for other errors. */
export function reasonOf(error: unknown): ReasonName | undefined {
  if (error instanceof DomainError) return error.reason;
  if (!(error instanceof ConnectError)) return undefined;
  const info = error.findDetails(ErrorInfoSchema).find(({ domain }) => domain === errorDomain);
  return info !== undefined && info.reason in codeOfReason ? (info.reason as ReasonName) : undefined;
}
