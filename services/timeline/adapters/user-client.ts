import { createClient, type Transport } from '@connectrpc/connect';
import {
  AccountStatus,
  BatchGetCardsRequestSchema,
  UserMeshService,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Hydration } from '../ports.ts';

const slices = slicesFor<string>(BatchGetCardsRequestSchema, 'userIds');

/** People from the user service. */
export function userClient(transport: Transport): Pick<Hydration, 'activeUsers'> {
  const client = createClient(UserMeshService, transport);
  return {
    async activeUsers(ids) {
      const answers = await Promise.all(slices(ids).map((userIds) => client.batchGetCards({ userIds })));
      const active = new Map<string, Uint8Array>();
      for (const { userId, status, user } of answers.flatMap(({ cards }) => cards)) {
        if (status === AccountStatus.ACTIVE) active.set(userId, user);
      }
      return active;
    },
  };
}
