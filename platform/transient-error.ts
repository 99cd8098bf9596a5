import { Code, ConnectError } from '@connectrpc/connect';
import { DomainError } from './domain-error.ts';
import { codeOfReason } from './errors.ts';

const passing: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.ResourceExhausted]);

/**
 * Whether a failure says nothing about the request, only about the dependency: an engine or service that does not
 * answer or is overloaded. Consumers retry such events without limit.
 */
export function isTransientError(error: unknown): boolean {
  if (error instanceof ConnectError) return passing.has(error.code);
  return error instanceof DomainError && passing.has(codeOfReason[error.reason]);
}
