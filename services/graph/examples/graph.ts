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
  ada(followUser, 'who has blocked the caller', { userId: cast.cleo.userId }, blocked);
  ada(followUser, 'whom the caller has blocked', { userId }, blocked, cast.as(cast.cleo));
  ada(followUser, 'one more than one may', { userId: cast.zoe.userId }, 'FOLLOWING_LIMIT');

  // A relation that exists already is not changed and causes no event.
  const stands = { reason: 'OK' } as const;
  ada(followUser, 'again', { userId: cast.bob.userId }, stands);
  ada(unfollowUser, 'whom the caller does not follow', { userId: cast.zoe.userId }, stands);
  ada(unblockUser, 'whom the caller has not blocked', { userId: cast.zoe.userId }, stands);
  ada(unmuteUser, 'whom the caller has not muted', { userId: cast.zoe.userId }, stands);
  ada(blockUser, 'again', { userId }, stands, cast.as(cast.cleo));

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
  // A request that is refused before the claim leaves nothing behind.
  ada(
    followUser,
    'oneself, with a request_id',
    { userId, requestId: 'self' },
    { reason: 'SELF_TARGET', field: 'user_id' },
  );
  return rows;
}
