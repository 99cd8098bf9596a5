import { createClient, type Transport } from '@connectrpc/connect';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Hydration } from '../ports.ts';

/** People from the user service. */
export function userClient(transport: Transport): Pick<Hydration, 'activeUsers'> {
  const client = createClient(UserMeshService, transport);
  return {
    async activeUsers(ids) {
      const { cards } = await client.batchGetCards({ userIds: [...ids] });
      return new Map(
        cards
          .filter(({ status }) => status === AccountStatus.ACTIVE)
          .map(({ userId, user }) => [userId, user]),
      );
    },
  };
}
