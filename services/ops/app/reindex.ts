import type { IndexName, OperationWork, SearchIndexes } from '../ports.ts';

/** The operation that builds a search index again. */
export const reindex = 'reindex';

export type { IndexName } from '../ports.ts';

/** The search service does each batch; the cursor is its own. The rebuild has the id of the operation. */
export function reindexing(indexes: SearchIndexes): OperationWork {
  return {
    async batch({ id, input, cursor, done, total }) {
      const part = { index: input as IndexName, rebuildId: id, cursor };
      const { nextCursor, indexed, expected } = await indexes.reindexBatch(part);
      const ended = nextCursor === '';
      const nowDone = expected === undefined ? done + indexed : 0;
      return {
        cursor: nextCursor,
        result: '',
        done: nowDone,
        // Posts are created and deleted meanwhile.
        total: ended ? nowDone : Math.max(expected ?? total, nowDone),
        ended,
      };
    },
  };
}
