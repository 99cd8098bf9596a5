import type { Delivery } from './port.ts';

/** The newest records of one partition, in memory. Every group reads the newest ones, so most reads need no database. */
export interface RecentRecords {
  /** Call it in the order of the offsets, when the record is durable. */
  add(record: Delivery): void;
  /** The records from an offset on. Undefined when the first of them is not here; then the log has it, or nothing has. */
  read(from: number, limit: number): Delivery[] | undefined;
}

export function recentRecords(maxRecords: number): RecentRecords {
  let records: Delivery[] = [];
  const end = () => (records.at(-1)?.offset ?? -1) + 1;
  return {
    add(record) {
      // Another process may have written what is between.
      if (record.offset !== end()) records = [];
      records.push(record);
      if (records.length >= 2 * maxRecords) records = records.slice(-maxRecords);
    },
    read(from, limit) {
      const first = records[0]?.offset;
      if (first === undefined || from < first || from >= end()) return undefined;
      return records.slice(from - first, from - first + limit);
    },
  };
}
