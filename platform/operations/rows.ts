import { DomainError } from '../domain-error.ts';
import type { Operation } from './port.ts';

/** A row in SQL's form. */
export type OperationRow = Omit<Operation, 'endedMs'> & { readonly endedMs: number | null };

export const COLUMNS = `id, kind, input, state, run, cursor, result, done, total, operator_id AS "operatorId",
  started_ms AS "startedMs", updated_ms AS "updatedMs", ended_ms AS "endedMs", error`;

export function operationOf(row: OperationRow): Operation;
export function operationOf(row: OperationRow | undefined): Operation | undefined;
export function operationOf(row: OperationRow | undefined): Operation | undefined {
  return row && { ...row, endedMs: row.endedMs ?? undefined };
}

/** Sorts after every id. */
export const BEHIND_NONE = '~';

export function sameRuns(): DomainError {
  return new DomainError('CONFLICT', 'another operation is at work on the same', { field: 'operation_id' });
}
