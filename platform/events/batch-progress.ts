import type { Delivery } from './port.ts';

/** Tracks which events of a batch are done, when they finish in any order. */
export interface BatchProgress {
  /** Marks an event as done. Gives the lowest unfinished offset if it moved. */
  done(offset: number): number | undefined;
  unfinished(): { records: number; oldestTimeMs?: number };
}

export function batchProgress(records: readonly Delivery[]): BatchProgress {
  const open = new Set(records.map((record) => record.offset));
  let lowest = 0;
  return {
    done(offset) {
      open.delete(offset);
      const before = lowest;
      while (lowest < records.length && !open.has(records[lowest]!.offset)) lowest++;
      return lowest > before ? records[lowest - 1]!.offset + 1 : undefined;
    },
    unfinished() {
      let oldestTimeMs: number | undefined;
      for (const { offset, timeMs } of records) {
        if (open.has(offset)) oldestTimeMs = Math.min(oldestTimeMs ?? timeMs, timeMs);
      }
      return oldestTimeMs === undefined ? { records: 0 } : { records: open.size, oldestTimeMs };
    },
  };
}
