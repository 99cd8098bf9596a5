import { type CheckedPart, type ComparedCounts, type CountCheck, mismatchesAmong } from '../count-check.ts';
import type { Database } from './database.ts';
import type { Statements } from './statements.ts';

export interface SqliteCountCheckOptions<Row> {
  /** Selects posts or people in id order, with kept and counted values. Parameters: the id before, and how many. */
  readonly compareSql: string;
  readonly comparedOf: (row: Row) => ComparedCounts;
  /** Stores the counted values. */
  readonly correct: (tx: Statements, row: Row) => void;
}

/** Counts and the rows that they count change in one transaction, so every difference is a fault. */
export function sqliteCountCheck<Row>(
  db: Database,
  { compareSql, comparedOf, correct }: SqliteCountCheckOptions<Row>,
): (part: CheckedPart) => Promise<CountCheck> {
  const differs = (row: Row) => mismatchesAmong([comparedOf(row)]).length > 0;
  return async ({ afterId, limit, repair }) => {
    const compare = (rows: Pick<Statements, 'all'>) => rows.all<Row>(compareSql, afterId, limit);
    const found = repair
      ? await db.write((tx) => {
          const all = compare(tx);
          for (const row of all.filter(differs)) correct(tx, row);
          return all;
        })
      : db.read(compare);
    const compared = found.map(comparedOf);
    return {
      checked: compared.length,
      mismatches: mismatchesAmong(compared),
      nextAfterId: compared.length < limit ? '' : compared.at(-1)!.id,
    };
  };
}
