import { GraphService } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { Cast } from '../cast.ts';
import { into, type Row } from '../row.ts';
import { asUser } from '../tokens.ts';

/** GraphService: whom one may follow, block and mute. */
export function graphRows(cast: Cast): Row[] {
  const rows: Row[] = [];
  const ada = into(rows, cast.asAda);
  const { followUser, unfollowUser, blockUser, unblockUser, muteUser, unmuteUser, batchGetRelationships } =
    GraphService.method;
  const { userId } = cast.ada;
  for (const method of [followUser, unfollowUser, blockUser, unblockUser, muteUser, unmuteUser]) {
    ada(method, 'oneself', { userId }, { reason: 'SELF_TARGET', field: 'user_id' });
  }
  const blocked = { reason: 'BLOCKED', field: 'user_id' } as const;
  ada(followUser, 'who has blocked the caller', { userId: cast.cleo.userId }, blocked);
  ada(followUser, 'whom the caller has blocked', { userId }, blocked, asUser(cast.cleo.accessToken));
  ada(followUser, 'one more than one may', { userId: cast.zoe.userId }, 'FOLLOWING_LIMIT');

  // What stands already is no change, and no event.
  const stands = { reason: 'OK' } as const;
  ada(followUser, 'again', { userId: cast.bob.userId }, stands);
  ada(unfollowUser, 'whom the caller does not follow', { userId: cast.zoe.userId }, stands);
  ada(unblockUser, 'whom the caller has not blocked', { userId: cast.zoe.userId }, stands);
  ada(unmuteUser, 'whom the caller has not muted', { userId: cast.zoe.userId }, stands);
  ada(blockUser, 'again', { userId }, stands, asUser(cast.cleo.accessToken));

  const userIds = [cast.bob.userId, 'nope', cast.bob.userId, cast.dora.userId];
  ada(
    batchGetRelationships,
    'duplicate, unknown and deactivated ids',
    { userIds },
    {
      reason: 'OK',
      check: ({ relationships }: { relationships: { userId: string; following: boolean }[] }) =>
        relationships.map((each) => each.userId).join() === userIds.join() &&
        relationships.map((each) => each.following).join() === 'true,false,true,false',
    },
  );
  return rows;
}
