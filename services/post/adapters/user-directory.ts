import { createClient, type Transport } from '@connectrpc/connect';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Card, UserDirectory } from '../ports.ts';
import { slices } from './slices.ts';

/** BatchGetCards takes this many. */
const MAX_IDS = 1000;
/** ResolveHandles takes this many. */
const MAX_HANDLES = 100;

/** The directory as the user service has it. */
export function userDirectory(transport: Transport): UserDirectory {
  const client = createClient(UserMeshService, transport);
  return {
    async cards(userIds) {
      const found = new Map<string, Card>();
      for (const ids of slices(userIds, MAX_IDS)) {
        const { cards } = await client.batchGetCards({
          $typeName: 'skein.user.mesh.v1.BatchGetCardsRequest',
          userIds: ids,
        });
        for (const { userId, status, user } of cards) {
          found.set(userId, { active: status === AccountStatus.ACTIVE, user });
        }
      }
      return found;
    },
    async resolveHandles(handles) {
      const keys = [...new Set(handles.map((handle) => handle.toLowerCase()))];
      const found = new Map<string, string>();
      for (const slice of slices(keys, MAX_HANDLES)) {
        const { userIds } = await client.resolveHandles({ handles: slice });
        for (const [handle, userId] of Object.entries(userIds)) found.set(handle, userId);
      }
      return found;
    },
  };
}
