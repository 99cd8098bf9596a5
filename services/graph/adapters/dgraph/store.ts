import type { Dgraph } from '../../../../platform/dgraph/dgraph.ts';
import { everything } from '../../../../platform/dgraph/quads.ts';
import type { DgraphOutbox } from '../../../../platform/events/outbox-dgraph.ts';
import type { GraphStore } from '../../ports.ts';
import { dgraphChanges } from './changes.ts';
import { purgeEdges } from './purge.ts';
import { dgraphReads } from './reads.ts';
import { type Names, namesBelow } from './schema.ts';
import { dgraphSuggestions } from './suggestions.ts';

export interface DgraphGraphStoreOptions {
  readonly db: Dgraph;
  readonly outbox: DgraphOutbox;
  readonly prefix: string;
  /** Is awaited before a purge commits, with the person and everybody who loses an edge to or from them. */
  readonly purging: (userId: string, otherIds: readonly string[]) => Promise<void>;
}

/** The graph in Dgraph. Needs `graphSchema` and the outbox's own schema for the same prefix. */
export function dgraphGraphStore({ db, outbox, prefix, purging }: DgraphGraphStoreOptions): GraphStore {
  const names = namesBelow(prefix);
  return {
    ...dgraphChanges(db, outbox, names),
    ...dgraphReads(db, names),
    suggestions: dgraphSuggestions(db, names),
    // Counts are computed from the edges at every read.
    verifyCounts: async () => ({ checked: 0, mismatches: [], nextAfterId: '' }),
    purge: (userId, limit) => purgeEdges(db, names, { userId, limit }, purging),
    forgetChanges: (timeMs, limit) => forgetChanges(db, names, timeMs, limit),
  };
}

function forgetChanges(
  db: Dgraph,
  { madeId, madeAt }: Names,
  timeMs: number,
  limit: number,
): Promise<number> {
  const query = `query due($before: int, $limit: int) {
    made(func: lt(${madeAt}, $before), orderasc: ${madeAt}, first: $limit) { uid }
  }`;
  return db.write(async (tx) => {
    const { made } = await tx.ask<{ made: { uid: string }[] }>(query, {
      $before: String(timeMs),
      $limit: String(limit),
    });
    for (const { uid } of made) {
      tx.remove(everything(`<${uid}>`, madeId), everything(`<${uid}>`, madeAt));
    }
    return made.length;
  });
}
