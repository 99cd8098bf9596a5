import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { Documents } from '../../ports.ts';

/** Each index has two sets of tables; a rebuild fills the one that is not read. */
export type Copy = 0 | 1;

/** The tables of one copy of an index. */
export interface CopyTables<D> {
  put(tx: Statements, copy: Copy, document: D): void;
  remove(tx: Statements, copy: Copy, id: string): void;
  count(rows: Statements, copy: Copy): number;
  /** Removes everything. */
  clear(tx: Statements, copy: Copy): void;
}

interface State {
  /** The copy that is read. */
  readonly live: Copy;
  /** 1 while the other copy is filled. */
  readonly rebuilding: 0 | 1;
}

/** Writes go to the copy that is read, and to the other one while it is filled. One transaction each. */
export function sqliteCopies<D>(
  db: Database,
  index: 'posts' | 'people',
  { put, remove, count, clear }: CopyTables<D>,
): { readonly documents: Documents<D>; readonly live: (rows: Statements) => Copy } {
  const state = (rows: Statements) =>
    rows.get<State>('SELECT live, rebuilding FROM search_index WHERE name = ?', index)!;
  const other = ({ live }: State): Copy => (live === 0 ? 1 : 0);
  const written = (tx: Statements): Copy[] => {
    const now = state(tx);
    return now.rebuilding ? [now.live, other(now)] : [now.live];
  };
  const save = (tx: Statements, { live, rebuilding }: State) =>
    tx.run('UPDATE search_index SET live = ?, rebuilding = ? WHERE name = ?', live, rebuilding, index);

  return {
    live: (rows) => state(rows).live,
    documents: {
      put: (documents) =>
        db.write((tx) => {
          for (const copy of written(tx)) for (const document of documents) put(tx, copy, document);
        }),
      remove: (ids) =>
        db.write((tx) => {
          for (const copy of written(tx)) for (const id of ids) remove(tx, copy, id);
        }),
      count: async () => db.read((rows) => count(rows, state(rows).live)),
      beginRebuild: () =>
        db.write((tx) => {
          save(tx, { ...state(tx), rebuilding: 1 });
        }),
      fill: (documents) =>
        db.write((tx) => {
          const now = state(tx);
          if (!now.rebuilding) throw new Error(`no rebuild of ${index} was begun`);
          for (const document of documents) put(tx, other(now), document);
        }),
      finishRebuild: () =>
        db.write((tx) => {
          const now = state(tx);
          if (!now.rebuilding) return;
          save(tx, { live: other(now), rebuilding: 0 });
          clear(tx, now.live);
        }),
      abandonRebuild: () =>
        db.write((tx) => {
          const now = state(tx);
          if (!now.rebuilding) return;
          save(tx, { ...now, rebuilding: 0 });
          clear(tx, other(now));
        }),
    },
  };
}
