import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { requestedPage } from '../../../platform/pages.ts';
import type { GraphHandlers, RpcContext } from './context.ts';

export function suggestUsers({ app, pageTokens }: RpcContext): Pick<GraphHandlers, 'suggestUsers'> {
  return {
    async suggestUsers(request, context) {
      const viewerId = requireUser(context).userId;
      const { size, after, nextToken } = requestedPage(pageTokens, `graph suggestions ${viewerId}`, request);
      const { items, last } = await app.suggestUsers(viewerId, {
        size,
        after: after && { mutualCount: Number(after[0]), userId: after[1]! },
      });
      return {
        suggestions: items.map(({ card, mutualCount }) => ({
          user: fromBinary(UserSchema, card),
          mutualCount,
        })),
        nextPageToken: nextToken(last && [String(last.mutualCount), last.userId]),
      };
    },
  };
}
