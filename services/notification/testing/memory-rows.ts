import type { InboxRows, Row } from '../ports.ts';

/** The inbox in memory, for tests of the rules. */
export function memoryRows(clock: { nowMs(): number }): InboxRows {
  interface Stored {
    readonly value: string;
    readonly expiresMs: number;
  }
  const parts = new Map<string, { revision: number; rows: Map<string, Stored> }>();
  const live = (part: string, key: string): string | undefined => {
    const row = parts.get(part)?.rows.get(key);
    return row && row.expiresMs > clock.nowMs() ? row.value : undefined;
  };
  const found = (pairs: readonly (readonly [string, string | undefined])[]) =>
    new Map(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
  return {
    revision: async (part) => parts.get(part)?.revision ?? 0,
    revisions: async (some) =>
      new Map(some.filter((part) => parts.has(part)).map((part) => [part, parts.get(part)!.revision])),
    get: async (part, keys) => found(keys.map((key) => [key, live(part, key)])),
    find: async (some, key) => found(some.map((part) => [part, live(part, key)])),
    newest: async (part, { from, below, limit }) =>
      [...(parts.get(part)?.rows.keys() ?? [])]
        .filter((key) => key >= from && key < below && live(part, key) !== undefined)
        .sort()
        .reverse()
        .slice(0, limit)
        .map((key): Row => ({ key, value: live(part, key)! })),
    async commit(part, revision, changes) {
      const stored = parts.get(part) ?? { revision: 0, rows: new Map<string, Stored>() };
      if (stored.revision !== revision) return false;
      stored.revision += 1;
      for (const { key, value, expiresMs = Number.POSITIVE_INFINITY } of changes) {
        if (value === undefined) stored.rows.delete(key);
        else stored.rows.set(key, { value, expiresMs });
      }
      parts.set(part, stored);
      return true;
    },
    async drop(part) {
      parts.delete(part);
    },
  };
}
