import type { DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import { GraphService } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { LogLevel } from '../../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { password } from '../../network.ts';
import type { Caller } from '../caller.ts';
import type { Cast } from '../cast.ts';
import { type Expected, into, pathOf, type Row } from '../row.ts';
import { asUser } from '../tokens.ts';

/** A write, and another one of the same RPC. */
interface Pair {
  readonly method: DescMethod;
  readonly first: object;
  readonly other: object;
  /** An operator's, and not Max's. */
  readonly operator?: boolean;
}

/** Max's writes; DeactivateUser is missing, for after it he has no token to ask again with. */
function pairs(cast: Cast): readonly Pair[] {
  const { max, bob, zoe, posts } = cast;
  const found: Pair[] = [];
  const pair = <M extends DescMethod>(
    method: M,
    first: MessageInitShape<M['input']>,
    other: MessageInitShape<M['input']>,
  ) => found.push({ method, first: first as object, other: other as object });
  const { signUp, revokeSession, changePassword } = AuthService.method;
  pair(signUp, { handle: 'once', password }, { handle: 'once', password: 'another password' });
  pair(revokeSession, { sessionId: cast.maxElsewhere.sessionId }, { sessionId: max.sessionId });
  const changed = { currentPassword: password, newPassword: 'the next password' };
  pair(changePassword, changed, { ...changed, newPassword: 'yet another password' });
  const bio = (text: string) => ({ account: { user: { bio: text } }, updateMask: { paths: ['user.bio'] } });
  pair(UserService.method.updateUser, bio('one'), bio('two'));
  const graph = GraphService.method;
  for (const method of [
    graph.followUser,
    graph.unfollowUser,
    graph.muteUser,
    graph.unmuteUser,
    graph.blockUser,
    graph.unblockUser,
  ]) {
    pair(method, { userId: bob.userId }, { userId: zoe.userId });
  }
  const post = PostService.method;
  pair(post.createPost, { text: 'once' }, { text: 'twice' });
  for (const method of [post.likePost, post.unlikePost, post.repostPost, post.unrepostPost]) {
    pair(method, { postId: posts.ada }, { postId: posts.max });
  }
  pair(post.deletePost, { postId: posts.max }, { postId: posts.ada });
  const ops = OpsService.method;
  const [, , retried, discarded, other] = cast.letters.map((deadLetterId) => ({ deadLetterId }));
  const level = { level: LogLevel.ERROR, duration: { nanos: 1_000_000 } };
  const before = found.length;
  pair(ops.retryDeadLetter, retried!, other!);
  pair(ops.discardDeadLetter, discarded!, other!);
  pair(ops.rebuildRing, { userId: bob.userId }, { userId: zoe.userId });
  pair(ops.setLogLevel, level, { ...level, service: 'user' });
  return found.map((each, at) => ({ ...each, operator: at >= before }));
}

/** Does every write once under a request_id, then asks for another under the same. */
export async function requestIdRows(cast: Cast, caller: Caller): Promise<Row[]> {
  const rows: Row[] = [];
  const requestId = 'once';
  for (const { method, first, other, operator } of pairs(cast)) {
    const as = asUser(operator ? cast.operator.accessToken : cast.max.accessToken);
    const path = pathOf(method);
    const { code, message } = await caller.call(path, method, { ...first, requestId }, as);
    if (code !== 0) throw new Error(`${path}: ${message}`);
    const about = { method, path, as };
    rows.push(
      {
        ...about,
        wrong: 'a request_id of another request',
        request: { ...other, requestId },
        reason: 'REQUEST_ID_REUSED',
        field: 'request_id',
      },
      { ...about, wrong: 'the same request again', request: { ...first, requestId }, reason: 'OK' },
    );
  }
  return [...rows, ...refusedWrites(cast)];
}

/** Writes that are refused although they have a request_id. */
function refusedWrites(cast: Cast): Row[] {
  const rows: Row[] = [];
  const ada = into(rows, cast.asAda);
  const requestId = 'refused';
  const claims = (service: string): Expected['may'] => ({
    change: [`${service}.db.claim`],
    because: 'an id stays with the request that it came with for a day, so that no other passes for it',
  });
  const wrong = 'refused, with a request_id';
  ada(
    GraphService.method.followUser,
    wrong,
    { userId: 'nope', requestId },
    { reason: 'USER_NOT_FOUND', field: 'user_id', may: claims('graph') },
  );
  ada(
    PostService.method.createPost,
    wrong,
    { text: 'a', replyToPostId: 'nope', requestId },
    { reason: 'POST_NOT_FOUND', field: 'reply_to_post_id', may: claims('post') },
  );
  ada(
    PostService.method.deletePost,
    wrong,
    { postId: cast.posts.bob, requestId },
    { reason: 'NOT_OWNER', field: 'post_id', may: claims('post') },
  );
  ada(
    PostService.method.likePost,
    wrong,
    { postId: 'nope', requestId },
    { reason: 'POST_NOT_FOUND', field: 'post_id', may: claims('post') },
  );
  ada(
    AuthService.method.signUp,
    wrong,
    { handle: 'bob', password, requestId },
    { reason: 'HANDLE_TAKEN', field: 'handle', may: claims('user') },
    {},
  );
  ada(
    AuthService.method.changePassword,
    wrong,
    { currentPassword: 'wrong one', newPassword: 'a better password', requestId },
    { reason: 'CREDENTIALS_INVALID', field: 'current_password', may: claims('user') },
  );
  ada(
    AuthService.method.revokeSession,
    wrong,
    { sessionId: 'nope', requestId },
    { reason: 'SESSION_NOT_FOUND', field: 'session_id', may: claims('user') },
  );
  ada(
    UserService.method.deactivateUser,
    wrong,
    { password: 'wrong one', requestId },
    { reason: 'CREDENTIALS_INVALID', field: 'password', may: claims('user') },
  );
  ada(
    UserService.method.updateUser,
    wrong,
    { account: { user: { handle: 'bob' } }, updateMask: { paths: ['user.handle'] }, requestId },
    { reason: 'HANDLE_TAKEN', field: 'account.user.handle', may: claims('user') },
  );
  // What never gets as far as the claim leaves nothing at all.
  ada(
    GraphService.method.followUser,
    'oneself, with a request_id',
    { userId: cast.ada.userId, requestId: 'self' },
    { reason: 'SELF_TARGET', field: 'user_id' },
  );
  ada(
    PostService.method.createPost,
    'no text, with a request_id',
    { text: '', requestId: 'empty' },
    { reason: 'TEXT_EMPTY', field: 'text' },
  );
  return rows;
}
