import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import type { Users } from '../../product/users.ts';
import type { FoundPerson, People } from '../ports.ts';

/** People from the user service. */
export function userClient(users: Users): People {
  return {
    existing: async (ids) => new Set((await users.cards(ids)).keys()),
    async active(ids) {
      const found = await users.activeUsers(ids);
      return new Map([...found].map(([id, bytes]) => [id, personOf(bytes)]));
    },
    resolveHandles: users.resolveHandles,
    async scan(afterId, limit) {
      const { users: found, nextAfterId } = await users.scanActive(afterId, limit);
      return { items: found.map(personOf), nextAfterId };
    },
  };
}

function personOf(bytes: Uint8Array): FoundPerson {
  const { id, handle, displayName, bio } = fromBinary(UserSchema, bytes);
  return { id, handle, displayName, bio, bytes };
}
