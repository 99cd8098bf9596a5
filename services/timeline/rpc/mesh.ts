import type { ServiceImpl } from '@connectrpc/connect';
import type { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';

/** What other services ask. @param rebuild drops and builds, answers to how many entries there are */
export function mesh(
  rebuild: (readerId: string) => Promise<number>,
): ServiceImpl<typeof TimelineMeshService> {
  return {
    rebuildRing: async ({ userId }) => ({ entryCount: await rebuild(userId) }),
  };
}
