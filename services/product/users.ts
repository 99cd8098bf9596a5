import { createClient, type Transport } from '@connectrpc/connect';
import {
  AccountStatus,
  BatchGetCardsRequestSchema,
  ResolveHandlesRequestSchema,
  UserMeshService,
} from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { slicesFor } from '../../platform/rpc/item-limit.ts';

/** The public part of an account, encoded once. */
export interface Card {
  /** False for a deactivated account, which is hidden from everyone. */
  readonly active: boolean;
  /** An encoded skein.user.v1.User. */
  readonly user: Uint8Array;
}

/**
 * The user service as other services use it. Lists may have any length and repeats; they are split by the contract's limits.
 * Every method throws the user service's errors.
 */
export interface Users {
  /** By id. Unknown ids are absent. */
  cards(userIds: readonly string[]): Promise<ReadonlyMap<string, Card>>;
  /** Encoded skein.user.v1.User by id. Unknown and deactivated accounts are absent. */
  activeUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * All accounts in order of ids, at most `limit` (up to 1,000) a page, encoded as by `activeUsers`. Deactivated ones are left
   * out, so a page may be empty. `nextAfterId`: where the next page begins, empty after the last.
   */
  scanActive(
    afterId: string,
    limit: number,
  ): Promise<{ readonly users: readonly Uint8Array[]; readonly nextAfterId: string }>;
  /** Ids by lower-case handle. Handles of unknown and deactivated accounts are absent. */
  resolveHandles(handles: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const slicesOfIds = slicesFor<string>(BatchGetCardsRequestSchema, 'userIds');
const slicesOfHandles = slicesFor<string>(ResolveHandlesRequestSchema, 'handles');

/**
 * The one client of the user service. A service that uses it declares the calls BatchGetCards, ResolveHandles for handles,
 * and ScanUsers for scans.
 */
export function usersClient(transport: Transport): Users {
  const client = createClient(UserMeshService, transport);
  const messages = async (userIds: readonly string[]) => {
    const answers = await Promise.all(
      slicesOfIds([...new Set(userIds)]).map((ids) =>
        // A message with its type name is used as it is, instead of being copied field by field.
        client.batchGetCards({ $typeName: 'skein.user.mesh.v1.BatchGetCardsRequest', userIds: ids }),
      ),
    );
    return answers.flatMap(({ cards }) => cards);
  };
  return {
    async cards(userIds) {
      const found = new Map<string, Card>();
      for (const { userId, status, user } of await messages(userIds)) {
        found.set(userId, { active: status === AccountStatus.ACTIVE, user });
      }
      return found;
    },
    async activeUsers(userIds) {
      const active = new Map<string, Uint8Array>();
      for (const { userId, status, user } of await messages(userIds)) {
        if (status === AccountStatus.ACTIVE) active.set(userId, user);
      }
      return active;
    },
    async scanActive(afterId, limit) {
      const { cards, nextAfterId } = await client.scanUsers({ afterId, limit });
      const active = cards.filter(({ status }) => status === AccountStatus.ACTIVE);
      return { users: active.map(({ user }) => user), nextAfterId };
    },
    async resolveHandles(handles) {
      const keys = [...new Set(handles.map((handle) => handle.toLowerCase()))];
      const answers = await Promise.all(
        slicesOfHandles(keys).map((slice) => client.resolveHandles({ handles: slice })),
      );
      return new Map(answers.flatMap(({ userIds }) => Object.entries(userIds)));
    },
  };
}
