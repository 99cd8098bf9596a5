import { DomainError } from '../../../platform/domain-error.ts';
import type { Operation, OperationPage } from '../ports.ts';
import type { AppContext } from './context.ts';
import { type IndexName, reindex } from './reindex.ts';
import { type LetterKeys, lettersToRetry, retryDeadLetters } from './retry-dead-letters.ts';
import { type Verification, verificationText, verifyCounts } from './verify-counts.ts';

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

/** Starts the operation, or returns the running one of the same verification. */
export function startVerification({ operations }: AppContext) {
  return (id: string, operatorId: string, verification: Verification): Promise<Operation> =>
    operations.start({ id, operatorId, kind: verifyCounts, input: verificationText(verification) });
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

/** @throws DomainError NOT_FOUND; CONFLICT while another one does the same, and for a rebuild that a later one has replaced */
export function resumeOperation({ operations }: AppContext) {
  return async (id: string): Promise<Operation> => {
    const operation = known(await operations.get(id));
    if (operation.state !== 'succeeded' && (await isReplaced(operations, operation))) throw replaced();
    return known(await operations.resume(id));
  };
}

const readTogether = 100;

/** Whether a later rebuild of its index was started: it removed what this one had filled, so this one cannot continue. */
async function isReplaced(
  operations: AppContext['operations'],
  { id, kind, input }: Operation,
): Promise<boolean> {
  if (kind !== reindex) return false;
  for (let beforeId: string | undefined; ; ) {
    const page = await operations.list({ kind, beforeId, limit: readTogether });
    const later = page.filter((each) => each.id > id);
    if (later.some((each) => each.input === input)) return true;
    if (later.length < readTogether) return false;
    beforeId = later.at(-1)!.id;
  }
}

function replaced(): DomainError {
  return new DomainError('CONFLICT', 'a later rebuild of this index was started; start a new one', {
    field: 'operation_id',
  });
}

function known(operation: Operation | undefined): Operation {
  if (operation !== undefined) return operation;
  throw new DomainError('NOT_FOUND', 'there is no such operation', {
    field: 'operation_id',
    metadata: { kind: 'operation' },
  });
}
