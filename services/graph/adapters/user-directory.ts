import { createClient, type Transport } from '@connectrpc/connect';
import {
  AccountStatus,
  BatchGetCardsRequestSchema,
  UserMeshService,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Person, UserDirectory } from '../ports.ts';

const slices = slicesFor<string>(BatchGetCardsRequestSchema, 'userIds');

/** The directory as the user service has it. */
export function userDirectory(transport: Transport): UserDirectory {
  const client = createClient(UserMeshService, transport);
  return {
    async find(userIds) {
      const people = new Map<string, Person>();
      for (const ids of slices([...new Set(userIds)])) {
        const { cards } = await client.batchGetCards({ userIds: ids });
        for (const { userId, status, user } of cards) {
          people.set(userId, { id: userId, active: status === AccountStatus.ACTIVE, card: user });
        }
      }
      return people;
    },
  };
}
