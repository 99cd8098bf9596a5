import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
import type { GraphHandlers, RpcContext } from './context.ts';

export function suggestUsers({ app, pageTokens }: RpcContext): Pick<GraphHandlers, 'suggestUsers'> {
  return {
    async suggestUsers(request, context) {
      const viewerId = requireUser(context).userId;
      const query = `graph suggestions ${viewerId}`;
      const position = pageTokens.open(query, request.pageToken);
      const { items, last } = await app.suggestUsers(viewerId, {
        size: pageSize(request.pageSize),
        after: position && { mutualCount: Number(position[0]), userId: position[1]! },
      });
      const next = last && pageTokens.seal(query, [String(last.mutualCount), last.userId]);
      return {
        suggestions: items.map(({ card, mutualCount }) => ({
          user: fromBinary(UserSchema, card),
          mutualCount,
        })),
        nextPageToken: next ?? '',
      };
    },
  };
}
