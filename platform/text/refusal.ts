import { DomainError } from '../domain-error.ts';
import type { NormalText } from './normalize.ts';

/**
 * The text, in its normal form.
 *
 * @throws DomainError what is wrong with it, as the fault of `field`
 */
export function accepted({ text, fault }: NormalText, field: string): string {
  if (fault === undefined) return text;
  throw new DomainError(fault.reason, fault.message, {
    field,
    ...(fault.metadata !== undefined && { metadata: fault.metadata }),
  });
}
