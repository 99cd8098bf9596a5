import { createClient, type Transport } from '@connectrpc/connect';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Person, UserDirectory } from '../ports.ts';

/** BatchGetCards takes this many. */
const MAX_IDS = 1000;

/** The directory as the user service has it. */
export function userDirectory(transport: Transport): UserDirectory {
  const client = createClient(UserMeshService, transport);
  return {
    async find(userIds) {
      const ids = [...new Set(userIds)];
      const people = new Map<string, Person>();
      for (let from = 0; from < ids.length; from += MAX_IDS) {
        const { cards } = await client.batchGetCards({ userIds: ids.slice(from, from + MAX_IDS) });
        for (const { userId, status, user } of cards) {
          people.set(userId, { id: userId, active: status === AccountStatus.ACTIVE, card: user });
        }
      }
      return people;
    },
  };
}
