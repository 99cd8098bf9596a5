import { createClient, type Transport } from '@connectrpc/connect';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Hydration } from '../ports.ts';

/** People from the user service. */
export function userClient(transport: Transport): Pick<Hydration, 'activeUsers'> {
  const client = createClient(UserMeshService, transport);
  return {
    async activeUsers(ids) {
      const { cards } = await client.batchGetCards({ userIds: [...ids] });
      const active = new Map<string, Uint8Array>();
      for (const { userId, status, user } of cards)
        if (status === AccountStatus.ACTIVE) active.set(userId, user);
      return active;
    },
  };
}
