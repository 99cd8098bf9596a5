import type { InboxRows, KeyRange, Row, RowChange } from '../ports.ts';

/** The rows of one partition, with changes that are not committed yet. */
export interface PartitionView {
  get(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  newest(range: KeyRange): Promise<readonly Row[]>;
}

export interface PendingRows extends PartitionView {
  add(changes: readonly RowChange[]): void;
  /** The last change of each row. */
  changes(): readonly RowChange[];
}

export function pendingRows(rows: Pick<InboxRows, 'get' | 'newest'>, partition: string): PendingRows {
  const pending = new Map<string, RowChange>();
  return {
    add(changes) {
      for (const change of changes) pending.set(change.key, change);
    },
    changes: () => [...pending.values()],
    async get(keys) {
      const stored = keys.filter((key) => !pending.has(key));
      const found = new Map(stored.length === 0 ? [] : await rows.get(partition, stored));
      for (const key of keys) {
        const value = pending.get(key)?.value;
        if (value !== undefined) found.set(key, value);
      }
      return found;
    },
    async newest({ from, below, limit }) {
      const own = [...pending.values()].filter(({ key }) => key >= from && key < below);
      const found = new Map(
        (await rows.newest(partition, { from, below, limit: limit + own.length })).map(({ key, value }) => [
          key,
          value,
        ]),
      );
      for (const { key, value } of own) {
        if (value === undefined) found.delete(key);
        else found.set(key, value);
      }
      return [...found]
        .map(([key, value]) => ({ key, value }))
        .toSorted((a, b) => (a.key < b.key ? 1 : -1))
        .slice(0, limit);
    },
  };
}
