import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type BadRequest, badInto, type Cast, claimStays } from '../../hosting/examples.ts';

/** GraphService: follows, blocks and mutes. */
export function graphBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const ada = badInto(rows, cast.as(cast.ada));
  const { followUser, unfollowUser, blockUser, unblockUser, muteUser, unmuteUser, batchGetRelationships } =
    GraphService.method;
  const { userId } = cast.ada;
  for (const method of [followUser, unfollowUser, blockUser, unblockUser, muteUser, unmuteUser]) {
    ada(method, 'oneself', { userId }, { reason: 'SELF_TARGET', field: 'user_id' });
  }
  const { listFollowers, listFollowing, listBlocked, listMuted, getCounts, suggestUsers } =
    GraphService.method;
  for (const method of [listFollowers, listFollowing, getCounts])
    ada(method, 'a handle for an id', { userId: 'bob' }, { reason: 'USER_NOT_FOUND', field: 'user_id' });
  for (const method of [listBlocked, listMuted, suggestUsers]) {
    const expected = { reason: 'PAGE_TOKEN_INVALID', field: 'page_token' } as const;
    ada(method, "a person's id as the page token", { pageToken: userId }, expected);
  }
  const blocked = { reason: 'BLOCKED', field: 'user_id' } as const;
  ada(followUser, 'a person who has blocked the caller', { userId: cast.cleo.userId }, blocked);
  ada(followUser, 'a person whom the caller has blocked', { userId }, blocked, cast.as(cast.cleo));
  ada(followUser, 'one person above the limit', { userId: cast.zoe.userId }, 'FOLLOWING_LIMIT');

  // An existing relation does not change and causes no event.
  const unchanged = { reason: 'OK' } as const;
  ada(followUser, 'again', { userId: cast.bob.userId }, unchanged);
  ada(unfollowUser, 'a person whom the caller does not follow', { userId: cast.zoe.userId }, unchanged);
  ada(unblockUser, 'a person whom the caller has not blocked', { userId: cast.zoe.userId }, unchanged);
  ada(unmuteUser, 'a person whom the caller has not muted', { userId: cast.zoe.userId }, unchanged);
  ada(blockUser, 'again', { userId }, unchanged, cast.as(cast.cleo));

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
  const requestId = 'refused';
  const wrong = 'refused, with a request_id';
  ada(
    followUser,
    wrong,
    { userId: 'nope', requestId },
    { reason: 'USER_NOT_FOUND', field: 'user_id', ...claimStays('graph') },
  );
  // A request that is refused before its claim leaves no trace.
  ada(
    followUser,
    'oneself, with a request_id',
    { userId, requestId: 'self' },
    { reason: 'SELF_TARGET', field: 'user_id' },
  );
  return rows;
}
