import { createClient, type Transport } from '@connectrpc/connect';
import { Index, SearchMeshService } from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import type { IndexName, SearchIndexes } from '../ports.ts';

const indexes: Readonly<Record<IndexName, Index>> = { posts: Index.POSTS, people: Index.PEOPLE };

/** Search indexes, through the search service. */
export function searchIndexes(transport: Transport): SearchIndexes {
  const client = createClient(SearchMeshService, transport);
  return {
    async reindexBatch(index, cursor) {
      const { nextCursor, indexedCount, expectedCount } = await client.reindexBatch({
        index: indexes[index],
        cursor,
      });
      return {
        nextCursor,
        indexed: indexedCount,
        ...(cursor === '' && { expected: Number(expectedCount) }),
      };
    },
  };
}
