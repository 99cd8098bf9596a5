import { DomainError } from '../../../platform/domain-error.ts';
import type { DeadLetter } from '../../../platform/events/dead-letter.ts';
import type { Letters } from '../ports.ts';
import type { AppContext } from './context.ts';

export function listDeadLetters({ letters }: AppContext): Letters['list'] {
  return (page) => letters.list(page);
}

export function retryDeadLetter({ letters }: AppContext) {
  /** Returns `taken`, or the letter if it failed again. @throws DomainError NOT_FOUND */
  return async (
    id: string,
    signal: AbortSignal,
    { repeated }: { repeated: boolean },
  ): Promise<'taken' | DeadLetter> => {
    const outcome = await letters.retry(id, signal);
    if (outcome !== undefined) return outcome;
    // It was taken in an earlier attempt, and the answer was lost.
    if (repeated) return 'taken';
    throw noLetter();
  };
}

export function discardDeadLetter({ letters }: AppContext) {
  /** @throws DomainError NOT_FOUND */
  return async (id: string, { repeated }: { repeated: boolean }): Promise<void> => {
    const discarded = await letters.discard(id);
    // An earlier attempt may have discarded it, and its answer was lost.
    if (!discarded && !repeated) throw noLetter();
  };
}

function noLetter(): DomainError {
  return new DomainError('NOT_FOUND', 'there is no such dead letter', {
    field: 'dead_letter_id',
    metadata: { kind: 'dead letter' },
  });
}
