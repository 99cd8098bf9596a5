import { DomainError } from '../../../platform/domain-error.ts';
import type { Operation, OperationPage } from '../ports.ts';
import type { AppContext } from './context.ts';
import { type IndexName, reindex } from './reindex.ts';
import { type LetterKeys, lettersToRetry, retryDeadLetters } from './retry-dead-letters.ts';

export type { Operation, OperationState } from '../ports.ts';

/** Starts the operation, or returns the running one. */
export function startRetries({ operations }: AppContext) {
  return (id: string, operatorId: string, keys: LetterKeys): Promise<Operation> =>
    operations.start({ id, operatorId, kind: retryDeadLetters, input: lettersToRetry(keys) });
}

/** Starts the operation, or returns the one of the same index that runs. */
export function startReindex({ operations }: AppContext) {
  return (id: string, operatorId: string, index: IndexName): Promise<Operation> =>
    operations.start({ id, operatorId, kind: reindex, input: index });
}

export function listOperations({ operations }: AppContext) {
  return (page: OperationPage): Promise<Operation[]> => operations.list(page);
}

/** @throws DomainError NOT_FOUND */
export function getOperation({ operations }: AppContext) {
  return async (id: string): Promise<Operation> => known(await operations.get(id));
}

/** @throws DomainError NOT_FOUND */
export function stopOperation({ operations }: AppContext) {
  return async (id: string): Promise<Operation> => known(await operations.stop(id));
}

/** @throws DomainError NOT_FOUND, CONFLICT */
export function resumeOperation({ operations }: AppContext) {
  return async (id: string): Promise<Operation> => known(await operations.resume(id));
}

function known(operation: Operation | undefined): Operation {
  if (operation !== undefined) return operation;
  throw new DomainError('NOT_FOUND', 'there is no such operation', {
    field: 'operation_id',
    metadata: { kind: 'operation' },
  });
}
