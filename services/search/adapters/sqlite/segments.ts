import type { Database } from '../../../../platform/sqlite/database.ts';
import type { SegmentMerge } from '../../ports.ts';
import { textTables } from './migrations.ts';

/** The pages of one step, of 4 KiB: about a millisecond of CPU time. */
const pagesOfStep = 8;

/**
 * Every commit of a full-text table adds a segment, and a query looks into each. FTS5 merges segments of one level when there
 * are many; these steps merge them when there are two, so that a level keeps one.
 * Source: https://www.sqlite.org/fts5.html#the_merge_command
 */
export function sqliteSegmentMerge(db: Database): SegmentMerge {
  return {
    step: () =>
      db.write((tx) =>
        textTables.some((table) => {
          const changes = () => tx.get<{ n: number }>('SELECT total_changes() AS n')!.n;
          const before = changes();
          tx.run(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${pagesOfStep})`);
          // One change is the command itself.
          return changes() - before > 1;
        }),
      ),
  };
}
