import type { ReasonName } from '../domain-error.ts';

/** The expectation of `t.throws` and `t.rejects` for a DomainError (tap's types accept plain errors only). */
export function domainErrorLike(reason: ReasonName, more: Record<string, unknown> = {}): Error {
  return { reason, ...more } as unknown as Error;
}
