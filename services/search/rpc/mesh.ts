import type { ServiceImpl } from '@connectrpc/connect';
import {
  Index,
  type SearchMeshService,
} from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import type { RpcContext } from './context.ts';

/** The RPCs about search for other services. */
export function mesh({ app }: Pick<RpcContext, 'app'>): ServiceImpl<typeof SearchMeshService> {
  return {
    async reindexBatch({ index, cursor }) {
      const {
        nextCursor,
        indexed,
        expected = 0,
      } = await app.reindex(index === Index.POSTS ? 'posts' : 'people', cursor);
      return { nextCursor, indexedCount: indexed, expectedCount: BigInt(expected) };
    },
  };
}
