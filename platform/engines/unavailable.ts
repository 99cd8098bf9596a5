import { DomainError } from '../domain-error.ts';

/** How soon trying again makes sense when an engine does not answer: it is looked for anew within a second. */
const RETRY_AFTER_MS = 1_000;

/** An engine does not answer, or not in time. Whether a write under way was done is unknown: repeat it. */
export function engineUnavailable(engine: string, cause: unknown): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', `${engine} does not answer`, {
    metadata: { dependency: engine },
    retryAfterMs: RETRY_AFTER_MS,
    cause,
  });
}
