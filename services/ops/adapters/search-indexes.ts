import { createClient, type Transport } from '@connectrpc/connect';
import { Index, SearchMeshService } from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import type { IndexName, SearchIndexes } from '../ports.ts';

const indexes: Readonly<Record<IndexName, Index>> = { posts: Index.POSTS, people: Index.PEOPLE };

/** Search indexes, through the search service. */
export function searchIndexes(transport: Transport): SearchIndexes {
  const client = createClient(SearchMeshService, transport);
  return {
    async reindexBatch({ index, rebuildId, cursor }) {
      const request = { index: indexes[index], rebuildId, cursor };
      const { nextCursor, indexedCount, expectedCount, begun } = await client.reindexBatch(request);
      return { nextCursor, indexed: indexedCount, ...(begun && { expected: Number(expectedCount) }) };
    },
  };
}
