import { DomainError } from '../domain-error.ts';
import type { NormalText } from './normalize.ts';

/**
 * The text in normal form.
 *
 * @throws DomainError its fault, for the request field `field`
 */
export function requireValidText({ text, fault }: NormalText, field: string): string {
  if (fault === undefined) return text;
  throw new DomainError(fault.reason, fault.message, {
    field,
    ...(fault.metadata !== undefined && { metadata: fault.metadata }),
  });
}
