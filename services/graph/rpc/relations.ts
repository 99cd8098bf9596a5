import type { ServiceImpl } from '@connectrpc/connect';
import type { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import type { GraphContext } from './context.ts';
import { requirePerson } from './people.ts';

type Rpcs = 'batchGetRelationships' | 'getCounts';

/** How the caller stands to many, and the counts of one. */
export function relations({ store, users }: GraphContext): Pick<ServiceImpl<typeof GraphService>, Rpcs> {
  return {
    async batchGetRelationships(request, context) {
      const { userId } = requireUser(context);
      return { relationships: await store.relationships(userId, request.userIds) };
    },
    async getCounts({ userId }) {
      const [people, counts] = await Promise.all([users.find([userId]), store.counts(userId)]);
      requirePerson(people, userId);
      return {
        counts: {
          followerCount: BigInt(counts.followerCount),
          followingCount: BigInt(counts.followingCount),
        },
      };
    },
  };
}
