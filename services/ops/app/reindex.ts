import type { IndexName, OperationWork, SearchIndexes } from '../ports.ts';

/** The operation that builds a search index again. */
export const reindex = 'reindex';

export type { IndexName } from '../ports.ts';

/** The search service does each batch; the cursor is its own. */
export function reindexing(indexes: SearchIndexes): OperationWork {
  return {
    async batch({ input, cursor, done, total }) {
      const { nextCursor, indexed, expected } = await indexes.reindexBatch(input as IndexName, cursor);
      const ended = nextCursor === '';
      const nowDone = cursor === '' ? 0 : done + indexed;
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
