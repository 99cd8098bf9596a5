import type { ServiceImpl } from '@connectrpc/connect';
import type { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import type { RpcContext } from './context.ts';

export function mesh({ app }: Pick<RpcContext, 'app'>): ServiceImpl<typeof TimelineMeshService> {
  return {
    rebuildRing: async ({ userId }) => ({ entryCount: await app.rebuildRing(userId) }),
  };
}
