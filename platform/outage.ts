import { Code, ConnectError } from '@connectrpc/connect';
import { DomainError } from './domain-error.ts';
import { codeOfReason } from './errors.ts';

const passing: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.ResourceExhausted]);

/**
 * Whether a failure says nothing about what was asked for, only about who was asked: an engine or a service that does not
 * answer, or has too much to do. Consumers try such events for as long as it lasts.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof ConnectError) return passing.has(error.code);
  return error instanceof DomainError && passing.has(codeOfReason[error.reason]);
}
