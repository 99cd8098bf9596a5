import {
  type CheckedPart,
  type ComparedCounts,
  type CountCheck,
  type CountMismatch,
  mismatchesAmong,
} from '../count-check.ts';
import type { Database } from './database.ts';
import type { Statements } from './statements.ts';

export interface SqliteCountCheckOptions<Row> {
  /** Selects posts or people in id order, with kept and counted values. Parameters: the id before, and how many. */
  readonly compareSql: string;
  readonly comparedOf: (row: Row) => ComparedCounts;
  /** Stores the counted values. */
  readonly correct: (tx: Statements, row: Row) => void;
}

/**
 * Counts and the rows that they count change in one transaction, so every difference is a fault. Each subject that differs is compared
 * again and corrected in a write transaction of its own: counting many rows must not keep other writes waiting.
 */
export function sqliteCountCheck<Row>(
  db: Database,
  { compareSql, comparedOf, correct }: SqliteCountCheckOptions<Row>,
): (part: CheckedPart) => Promise<CountCheck> {
  const mismatchesOf = (row: Row) => mismatchesAmong([comparedOf(row)]);
  /** @returns what was corrected of the next subject after an id */
  const correctNext = (afterId: string) =>
    db.write((tx) => {
      const rows = tx.all<Row>(compareSql, afterId, 1);
      const mismatches = rows.flatMap(mismatchesOf);
      if (mismatches.length > 0) correct(tx, rows[0]!);
      return mismatches;
    });
  return async ({ afterId, limit, repair }) => {
    const rows = db.read((reader) => reader.all<Row>(compareSql, afterId, limit));
    const ids = rows.map((row) => comparedOf(row).id);
    const mismatches: CountMismatch[] = [];
    for (const [i, row] of rows.entries()) {
      const found = mismatchesOf(row);
      mismatches.push(...(repair && found.length > 0 ? await correctNext(ids[i - 1] ?? afterId) : found));
    }
    return { checked: rows.length, mismatches, nextAfterId: rows.length < limit ? '' : ids.at(-1)! };
  };
}
