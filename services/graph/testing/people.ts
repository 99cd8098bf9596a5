import { create, toBinary } from '@bufbuild/protobuf';
import { AccountStatus, UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { accessTokenIssuer } from '../../../platform/auth/access-tokens.ts';
import { generateKey, type KeyRing, keyRing, parseKey } from '../../../platform/auth/keys.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';

/** Accounts with a UserMeshService of their own, with the RPCs that the graph service calls. */
export interface People {
  /** Creates an active account for each handle. Returns their ids, in rising order. */
  add(...handles: string[]): string[];
  setActive(userId: string, active: boolean): void;
  readonly service: Hosted;
  /** The keys that sign tokens. */
  readonly keys: KeyRing;
  /** An access token of the account. */
  token(userId: string): Promise<string>;
}

const FIRST_ID = 1_400_000_000_000_000_000n;

export async function people(): Promise<People> {
  const ring = keyRing([parseKey(await generateKey(systemClock.nowMs()))]);
  const issuer = accessTokenIssuer({ ring, clock: systemClock, ttlMs: 900_000 });
  const accounts = new Map<string, { active: boolean; handle: string }>();
  return {
    keys: ring,
    add: (...handles) =>
      handles.map((handle) => {
        const id = String(FIRST_ID + BigInt(accounts.size));
        accounts.set(id, { active: true, handle });
        return id;
      }),
    setActive(userId, active) {
      accounts.get(userId)!.active = active;
    },
    token: async (userId) =>
      (await issuer.issue({ userId, sessionId: userId, role: 'user', generation: 0 })).token,
    service: hosted(UserMeshService, {
      checkSession: () => ({ open: true, role: Role.USER }),
      getSigningKeys: () => ({ jwksJson: JSON.stringify(ring.jwks()) }),
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
