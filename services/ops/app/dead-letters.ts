import { DomainError } from '../../../platform/domain-error.ts';
import type { DeadLetter } from '../../../platform/events/dead-letter.ts';
import type { Letters } from '../ports.ts';
import type { AppContext } from './context.ts';

export function listDeadLetters({ letters }: AppContext): Letters['list'] {
  return (page) => letters.list(page);
}

export function hasDeadLetter({ letters }: AppContext): Letters['exists'] {
  return (id) => letters.exists(id);
}

export function retryDeadLetter({ letters }: AppContext) {
  /**
   * Returns `taken`, or the letter if it failed again.
   *
   * @param goneIsDone an earlier attempt found the letter and may have retried it
   * @throws DomainError NOT_FOUND
   */
  return async (
    id: string,
    signal: AbortSignal,
    { goneIsDone }: { goneIsDone: boolean },
  ): Promise<'taken' | DeadLetter> => {
    const outcome = await letters.retry(id, signal);
    if (outcome !== undefined) return outcome;
    if (goneIsDone) return 'taken';
    throw noLetter();
  };
}

export function discardDeadLetter({ letters }: AppContext) {
  /**
   * @param goneIsDone an earlier attempt found the letter and may have discarded it
   * @throws DomainError NOT_FOUND
   */
  return async (id: string, { goneIsDone }: { goneIsDone: boolean }): Promise<void> => {
    const discarded = await letters.discard(id);
    if (!discarded && !goneIsDone) throw noLetter();
  };
}

function noLetter(): DomainError {
  return new DomainError('NOT_FOUND', 'there is no such dead letter', {
    field: 'dead_letter_id',
    metadata: { kind: 'dead letter' },
  });
}
