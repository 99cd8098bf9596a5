import { requireUser } from '../../../platform/auth/caller.ts';
import type { GraphHandlers, RpcContext } from './context.ts';

export function relations({ app }: RpcContext): Pick<GraphHandlers, 'batchGetRelationships' | 'getCounts'> {
  return {
    async batchGetRelationships({ userIds }, context) {
      return { relationships: await app.relationships(requireUser(context).userId, userIds) };
    },
    async getCounts({ userId }) {
      const { followerCount, followingCount } = await app.countsOf(userId);
      return {
        counts: { followerCount: BigInt(followerCount), followingCount: BigInt(followingCount) },
      };
    },
  };
}
