import { create, toBinary } from '@bufbuild/protobuf';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';

/** Accounts behind a UserMeshService of their own: as much of the user service as the graph calls. */
export interface People {
  /** Makes an active account for each handle; answers their ids, rising. */
  add(...handles: string[]): string[];
  setActive(userId: string, active: boolean): void;
  readonly service: Hosted;
}

const FIRST_ID = 1_400_000_000_000_000_000n;

export function people(): People {
  const accounts = new Map<string, { active: boolean; handle: string }>();
  return {
    add: (...handles) =>
      handles.map((handle) => {
        const id = String(FIRST_ID + BigInt(accounts.size));
        accounts.set(id, { active: true, handle });
        return id;
      }),
    setActive(userId, active) {
      accounts.get(userId)!.active = active;
    },
    service: hosted(UserMeshService, {
      batchGetCards: ({ userIds }) => ({
        cards: userIds.flatMap((userId) => {
          const account = accounts.get(userId);
          if (!account) return [];
          return {
            userId,
            status: account.active ? AccountStatus.ACTIVE : AccountStatus.DEACTIVATED,
            user: toBinary(UserSchema, create(UserSchema, { id: userId, handle: account.handle })),
          };
        }),
      }),
    }),
  };
}
