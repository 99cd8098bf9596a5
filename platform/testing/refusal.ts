import type { ReasonName } from '../domain-error.ts';

/** What `t.throws` and `t.rejects` are to find on a DomainError (tap's types know plain errors only). */
export function refusal(reason: ReasonName, more: Record<string, unknown> = {}): Error {
  return { reason, ...more } as unknown as Error;
}
