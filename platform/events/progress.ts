import type { Delivery } from './port.ts';

/** Which events of a batch are done, when they end in any order. */
export interface Progress {
  /** Marks one as done. The lowest unfinished offset, when this moved it. */
  done(offset: number): number | undefined;
  unfinished(): { records: number; oldestTimeMs?: number };
}

export function progressOf(records: readonly Delivery[]): Progress {
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
