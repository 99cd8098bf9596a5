import { DomainError } from '../domain-error.ts';

/** When to retry, in milliseconds: clients reconnect to an engine within a second. */
const RETRY_AFTER_MS = 1_000;

/** An engine does not answer, or not in time. A write in flight may or may not have been done: repeat it. */
export function engineUnavailable(engine: string, cause: unknown): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', `${engine} does not answer`, {
    metadata: { dependency: engine },
    retryAfterMs: RETRY_AFTER_MS,
    cause,
  });
}

/** The transaction lost a conflict with a concurrent one; nothing of it was done. */
export function engineConflict(cause: unknown): DomainError {
  return new DomainError('CONFLICT', 'a concurrent change was applied first: try again', { cause });
}
