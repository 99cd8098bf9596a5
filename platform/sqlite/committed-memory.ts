import { bounded } from '../cache/bounded.ts';
import type { Database } from './database.ts';

/**
 * What was read of committed rows, in the memory of the one process that writes the database. Exact without lives or
 * tombstones: a COMMIT lets go of what its writes changed before anybody else gets a turn.
 */
export interface CommittedMemory<V> {
  get(key: string): V | undefined;
  /** Where the memory stands; asked for before rows are read that are to be kept. */
  moment(): number;
  /** Keeps what was read since that moment, unless something was committed in between. */
  keep(moment: number, key: string, value: V): void;
  /** Called in the turn in which a write changes what belongs to these keys; refused writes may say so too. */
  changing(...keys: readonly string[]): void;
  /** The same for a write that may change what belongs to any key. */
  changingAll(): void;
}

/** @param maxBytes what is kept may take so much memory; what nobody asks for goes first */
export function committedMemory<V extends NonNullable<unknown>>(
  db: Pick<Database, 'afterCommit'>,
  maxBytes: number,
): CommittedMemory<V> {
  const known = bounded<V>({ maxBytes });
  const changed = new Set<string>();
  let allChanged = false;
  let commits = 0;
  db.afterCommit(() => {
    commits += 1;
    if (allChanged) known.clear();
    else for (const key of changed) known.delete(key);
    allChanged = false;
    changed.clear();
  });
  return {
    get: (key) => known.get(key),
    moment: () => commits,
    keep(moment, key, value) {
      if (moment === commits) known.set(key, value);
    },
    changing(...keys) {
      for (const key of keys) changed.add(key);
    },
    changingAll() {
      allChanged = true;
    },
  };
}
