import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { handleKey } from '../domain/handle.ts';
import type { Card } from '../ports.ts';
import type { UserHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';

export function getUser({ store, cards }: UserRuntime): UserHandlers['getUser'] {
  const idOf = async (handle: string) => {
    const key = handleKey(handle);
    return key === undefined ? undefined : (await store.resolveHandles([key])).get(key);
  };
  return async ({ key }) => {
    const userId = key.case === 'handle' ? await idOf(key.value) : key.value;
    const card = userId === undefined ? undefined : (await cards.find([userId]))[0];
    if (!card?.active) {
      const field = key.case === 'handle' ? 'handle' : 'user_id';
      throw new DomainError('USER_NOT_FOUND', 'there is no such user', { field });
    }
    return { user: fromBinary(UserSchema, card.user) };
  };
}

export function batchGetUsers({ cards }: UserRuntime): UserHandlers['batchGetUsers'] {
  return async (request) => {
    const userIds = [...new Set(request.userIds)];
    const found = await cards.find(userIds);
    const active = found.filter((card) => card?.active) as Card[];
    return {
      users: active.map(({ user }) => fromBinary(UserSchema, user)),
      missingIds: userIds.filter((_, i) => !found[i]?.active),
    };
  };
}
