import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import type { RpcContext } from './context.ts';
import type { UserHandlers } from './handlers.ts';

export function profiles({ app }: RpcContext): Pick<UserHandlers, 'getUser' | 'batchGetUsers'> {
  return {
    async getUser({ key }) {
      const found = await app.findProfile(
        key.case === 'handle' ? { handle: key.value } : { userId: key.value ?? '' },
      );
      return { user: fromBinary(UserSchema, found.user) };
    },
    async batchGetUsers(request) {
      const userIds = [...new Set(request.userIds)];
      const found = await app.findCards(userIds);
      return {
        users: found.flatMap((card) => (card?.active ? [fromBinary(UserSchema, card.user)] : [])),
        missingIds: userIds.filter((_, i) => !found[i]?.active),
      };
    },
  };
}
