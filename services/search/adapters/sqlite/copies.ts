import { rebuildLost, rebuildReplaced } from '../../../../platform/rebuild-errors.ts';
import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { Documents } from '../../ports.ts';

/** Each index has two sets of tables; a rebuild fills the one that is not read. */
export type Copy = 0 | 1;

/** The tables of one copy of an index. */
export interface CopyTables<D> {
  put(tx: Statements, copy: Copy, document: D): void;
  remove(tx: Statements, copy: Copy, id: string): void;
  has(rows: Statements, copy: Copy, id: string): boolean;
  count(rows: Statements, copy: Copy): number;
  /** Removes everything. */
  clear(tx: Statements, copy: Copy): void;
}

interface State {
  /** The copy that is read. */
  readonly live: Copy;
  /** 1 while the other copy is filled. */
  readonly rebuilding: 0 | 1;
  /** The last rebuild that was begun, and perhaps finished; empty without any. */
  readonly rebuildId: string;
}

/**
 * Writes go to the copy that is read, and to the other one while it is filled. One transaction each. Ids that are removed
 * during a rebuild are remembered until its end: what the rebuild has read before is not filled.
 */
export function sqliteCopies<D extends { readonly id: string }>(
  db: Database,
  index: 'posts' | 'people',
  { put, remove, has, count, clear }: CopyTables<D>,
): { readonly documents: Documents<D>; readonly live: (rows: Statements) => Copy } {
  const state = (rows: Statements) =>
    rows.get<State>(
      'SELECT live, rebuilding, rebuild_id AS "rebuildId" FROM search_index WHERE name = ?',
      index,
    )!;
  const save = (tx: Statements, { live, rebuilding, rebuildId }: State) => {
    tx.run(
      'UPDATE search_index SET live = ?, rebuilding = ?, rebuild_id = ? WHERE name = ?',
      live,
      rebuilding,
      rebuildId,
      index,
    );
    tx.run('DELETE FROM removed_in_rebuild WHERE index_name = ?', index);
  };
  const other = ({ live }: State): Copy => (live === 0 ? 1 : 0);
  /** The copy that a rebuild fills; undefined when it was finished. */
  const filled = (tx: Statements, rebuildId: string): Copy | undefined => {
    const now = state(tx);
    if (now.rebuildId > rebuildId) throw rebuildReplaced();
    if (now.rebuildId < rebuildId) throw rebuildLost();
    return now.rebuilding ? other(now) : undefined;
  };

  return {
    live: (rows) => state(rows).live,
    documents: {
      put: (documents) =>
        db.write((tx) => {
          const now = state(tx);
          for (const document of documents) {
            put(tx, now.live, document);
            if (now.rebuilding) put(tx, other(now), document);
          }
        }),
      remove: (ids) =>
        db.write((tx) => {
          const now = state(tx);
          for (const id of ids) {
            remove(tx, now.live, id);
            if (!now.rebuilding) continue;
            remove(tx, other(now), id);
            tx.run('INSERT OR IGNORE INTO removed_in_rebuild (index_name, id) VALUES (?, ?)', index, id);
          }
        }),
      count: async () => db.read((rows) => count(rows, state(rows).live)),
      beginRebuild: (rebuildId) =>
        db.write((tx) => {
          const now = state(tx);
          if (now.rebuildId > rebuildId) throw rebuildReplaced();
          if (now.rebuildId === rebuildId) return;
          clear(tx, other(now));
          save(tx, { ...now, rebuilding: 1, rebuildId });
        }),
      fill: (rebuildId, documents) =>
        db.write((tx) => {
          const copy = filled(tx, rebuildId);
          if (copy === undefined) return;
          const wasRemoved = (id: string) =>
            tx.get('SELECT 1 FROM removed_in_rebuild WHERE index_name = ? AND id = ?', index, id) !==
            undefined;
          for (const document of documents) {
            if (!has(tx, copy, document.id) && !wasRemoved(document.id)) put(tx, copy, document);
          }
        }),
      finishRebuild: (rebuildId) =>
        db.write((tx) => {
          const copy = filled(tx, rebuildId);
          if (copy === undefined) return;
          const old = state(tx).live;
          save(tx, { live: copy, rebuilding: 0, rebuildId });
          clear(tx, old);
        }),
    },
  };
}
