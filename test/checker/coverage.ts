import { paths } from './paths.ts';

/** Everything that a run must do at least once; other names cannot be counted. */
export const coverage = {
  writes: [
    'SignUp', 'SignIn', 'RefreshSession', 'SignOut', 'RevokeSession', 'ChangePassword', 'UpdateUser', 'DeactivateUser',
    'CreatePost', 'DeletePost', 'LikePost', 'UnlikePost', 'RepostPost', 'UnrepostPost',
    'FollowUser', 'UnfollowUser', 'BlockUser', 'UnblockUser', 'MuteUser', 'UnmuteUser',
  ],
  'ways to write': ['plain', 'with an id', 'retried', 'twice at once', 'reused'],
  refusals: [
    'SignUp HANDLE_TAKEN', 'SignUp FIELD_INVALID', 'SignUp PASSWORD_WEAK',
    'SignIn CREDENTIALS_INVALID',
    'RefreshSession TOKEN_INVALID', 'RefreshSession REFRESH_TOKEN_REUSED', 'RefreshSession SESSION_REVOKED',
    'DeactivateUser CREDENTIALS_INVALID',
    'RevokeSession SESSION_NOT_FOUND',
    'ChangePassword CREDENTIALS_INVALID', 'ChangePassword PASSWORD_WEAK',
    'UpdateUser HANDLE_TAKEN', 'UpdateUser FIELD_INVALID', 'UpdateUser TEXT_CONTROL_CHARACTER', 'UpdateUser TEXT_TOO_LONG', 'UpdateUser TEXT_CHARACTER_INVALID',
    'CreatePost TEXT_EMPTY', 'CreatePost TEXT_TOO_LONG', 'CreatePost TEXT_CONTROL_CHARACTER', 'CreatePost TEXT_CHARACTER_INVALID',
    'CreatePost MEDIA_NOT_FOUND', 'CreatePost POST_NOT_FOUND', 'CreatePost BLOCKED',
    'DeletePost POST_NOT_FOUND', 'DeletePost NOT_OWNER',
    'LikePost POST_NOT_FOUND', 'LikePost BLOCKED', 'UnlikePost POST_NOT_FOUND',
    'RepostPost POST_NOT_FOUND', 'RepostPost BLOCKED', 'UnrepostPost POST_NOT_FOUND',
    'FollowUser USER_NOT_FOUND', 'FollowUser SELF_TARGET', 'FollowUser BLOCKED', 'FollowUser FOLLOWING_LIMIT',
    ...['UnfollowUser', 'BlockUser', 'UnblockUser', 'MuteUser', 'UnmuteUser'].flatMap((rpc) => [
      `${rpc} USER_NOT_FOUND`,
      `${rpc} SELF_TARGET`,
    ]),
    'ListUserTimeline USER_NOT_FOUND', 'ListFollowers USER_NOT_FOUND', 'ListFollowing USER_NOT_FOUND',
    'GetCounts USER_NOT_FOUND', 'GetUser USER_NOT_FOUND',
    'GetPost POST_NOT_FOUND', 'GetThread POST_NOT_FOUND', 'ListReplies POST_NOT_FOUND', 'ListQuotes POST_NOT_FOUND',
    'ListLikers POST_NOT_FOUND', 'ListReposters POST_NOT_FOUND',
    'any write REQUEST_ID_REUSED',
    'any RPC TOKEN_MISSING', 'any RPC TOKEN_INVALID', 'any RPC SESSION_REVOKED',
    'any RPC PAGE_TOKEN_INVALID', 'any RPC FIELD_INVALID',
  ],
  reads: [
    'ListHomeTimeline', 'ListUserTimeline', 'ListUserTimeline without a token',
    'GetPost', 'BatchGetPosts', 'GetThread', 'ListReplies', 'ListQuotes', 'ListLikers', 'ListReposters',
    'ListFollowers', 'ListFollowing', 'ListBlocked', 'ListMuted',
    'BatchGetRelationships', 'GetCounts', 'SuggestUsers',
    'SearchPosts', 'Typeahead',
    'GetUser', 'GetUser by handle', 'BatchGetUsers', 'GetAccount', 'ListSessions',
  ],
  folding: ['folded into the post', 'folded into a repost', 'too old to fold into', 'first of its post'],
  cases: [
    'a home timeline is walked to its end',
    'a write between two pages',
    'a page token is used much later',
    'a reader looks again after a change',
    'the timeline of a blocked user is empty',
    'a quoted post is shown',
    'a quoted post is a tombstone',
    'a thread shows a tombstone',
    'an account is restored',
    'a sign-in ends the oldest session',
    'a lost refresh is asked for again',
    'a write that ended its own session is repeated',
    'a write of long ago is repeated',
    'writes at once',
    'a search is walked to its end',
    'a search by someone who hides people',
  ],
  streams: [
    'opened',
    'found complete',
    'told of a deleted post',
    'connected again',
    'resumed after a restart',
    'resumed after a kill',
    'ended with its session',
  ],
  // Counted in runs with small rings.
  paths: [...paths, 'a stream is sent back to the list'],
  'by chance': ['a page is short', 'an entry is underway', 'told of a post deleted meanwhile', 'told to list again', 'a search by relevance'],
  faults: [
    'graceful restart', 'kill -9', 'acknowledged before the kill', 'answer lost in the kill', 'everything looked at afterwards',
  ],
} as const; // biome-ignore format: lists of words

/** What only searches count. */
export const ofSearch: readonly string[] = [
  'reads: SearchPosts',
  'reads: Typeahead',
  'cases: a search is walked to its end',
  'cases: a search by someone who hides people',
];
