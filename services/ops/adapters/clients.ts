import { createClient, type Transport } from '@connectrpc/connect';
import { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { People, Rings } from '../ports.ts';

/** Rings as the timeline service keeps them. */
export function timelineRings(transport: Transport): Rings {
  const client = createClient(TimelineMeshService, transport);
  return { rebuild: async (userId) => (await client.rebuildRing({ userId })).entryCount };
}

/** People as the user service knows them. */
export function userPeople(transport: Transport): People {
  const client = createClient(UserMeshService, transport);
  return {
    async isActive(userId) {
      const { cards } = await client.batchGetCards({ userIds: [userId] });
      return cards[0]?.status === AccountStatus.ACTIVE;
    },
  };
}
