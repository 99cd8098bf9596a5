import { createClient, type Transport } from '@connectrpc/connect';
import {
  AccountStatus,
  BatchGetCardsRequestSchema,
  ResolveHandlesRequestSchema,
  UserMeshService,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Card, UserDirectory } from '../ports.ts';

const slicesOfIds = slicesFor<string>(BatchGetCardsRequestSchema, 'userIds');
const slicesOfHandles = slicesFor<string>(ResolveHandlesRequestSchema, 'handles');

/** The directory as the user service has it. */
export function userDirectory(transport: Transport): UserDirectory {
  const client = createClient(UserMeshService, transport);
  return {
    async cards(userIds) {
      const found = new Map<string, Card>();
      for (const ids of slicesOfIds(userIds)) {
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
      for (const slice of slicesOfHandles(keys)) {
        const { userIds } = await client.resolveHandles({ handles: slice });
        for (const [handle, userId] of Object.entries(userIds)) found.set(handle, userId);
      }
      return found;
    },
  };
}
