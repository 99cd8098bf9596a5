import type { ServiceImpl } from '@connectrpc/connect';
import {
  Index,
  type SearchMeshService,
} from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import type { RpcContext } from './context.ts';

/** The RPCs about search for other services. */
export function mesh({ app }: Pick<RpcContext, 'app'>): ServiceImpl<typeof SearchMeshService> {
  return {
    async reindexBatch({ index, rebuildId, cursor }) {
      const name = index === Index.POSTS ? 'posts' : 'people';
      const { nextCursor, indexed, expected } = await app.reindex(name, rebuildId, cursor);
      return {
        nextCursor,
        indexedCount: indexed,
        expectedCount: BigInt(expected ?? 0),
        begun: expected !== undefined,
      };
    },
  };
}
