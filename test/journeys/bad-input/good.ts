import type { DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { LogLevel } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { password } from '../network.ts';
import type { Cast } from './cast.ts';
import type { Headers } from './row.ts';

export interface Good {
  readonly method: DescMethod;
  readonly request: Readonly<Record<string, unknown>>;
  /** Who asks; Ada, or a service where only those may. */
  readonly as?: Headers;
}

/**
 * A good request of Ada's for every RPC that is served: what rows spoil. In an order in which all of them succeed,
 * one after the other; the last ones end her sessions.
 */
export function goodRequests(cast: Cast): readonly Good[] {
  const { ada, bob, zoe, posts } = cast;
  const found: Good[] = [];
  const good = <M extends DescMethod>(method: M, request: MessageInitShape<M['input']>, as?: Headers) =>
    found.push({ method, request: request as Good['request'], as });

  const auth = AuthService.method;
  good(auth.signUp, { handle: 'newcomer', password });
  good(auth.signIn, { handle: 'newcomer', password });
  good(auth.refreshSession, { refreshToken: bob.refreshToken });
  good(auth.listSessions, {});
  good(auth.revokeSession, { sessionId: cast.adaElsewhere.sessionId });

  const users = UserService.method;
  good(users.getUser, { key: { case: 'userId', value: bob.userId } });
  good(users.batchGetUsers, { userIds: [ada.userId, bob.userId] });
  good(users.getAccount, {});
  good(users.updateUser, { account: { user: { bio: 'new' } }, updateMask: { paths: ['user.bio'] } });

  const graph = GraphService.method;
  good(graph.unfollowUser, { userId: bob.userId });
  good(graph.followUser, { userId: zoe.userId });
  good(graph.muteUser, { userId: zoe.userId });
  good(graph.unmuteUser, { userId: zoe.userId });
  good(graph.listFollowers, { userId: bob.userId });
  good(graph.listFollowing, { userId: bob.userId });
  good(graph.listBlocked, {});
  good(graph.listMuted, {});
  good(graph.batchGetRelationships, { userIds: [bob.userId] });
  good(graph.getCounts, { userId: bob.userId });
  good(graph.suggestUsers, {});
  good(graph.blockUser, { userId: zoe.userId });
  good(graph.unblockUser, { userId: zoe.userId });

  const post = PostService.method;
  good(post.createPost, { text: 'a good one' });
  good(post.getPost, { postId: posts.bob });
  good(post.batchGetPosts, { postIds: [posts.ada, posts.bob] });
  for (const method of [
    post.listReplies,
    post.getThread,
    post.listLikers,
    post.listReposters,
    post.listQuotes,
  ]) {
    good(method, { postId: posts.bob });
  }
  for (const method of [post.likePost, post.unlikePost, post.repostPost, post.unrepostPost]) {
    good(method, { postId: posts.bob });
  }
  good(post.deletePost, { postId: posts.ada });

  const timelines = TimelineService.method;
  good(timelines.listHomeTimeline, {});
  good(timelines.listUserTimeline, { userId: bob.userId });
  good(timelines.streamHomeTimeline, {});

  const ops = OpsService.method;
  const [retried, discarded] = cast.letters;
  good(ops.getFigures, { namePrefixes: ['skein_build'] });
  good(ops.listConsumerLags, {});
  good(ops.listDeadLetters, {});
  good(ops.retryDeadLetter, { deadLetterId: retried! });
  good(ops.discardDeadLetter, { deadLetterId: discarded! });
  good(ops.rebuildRing, { userId: bob.userId });
  good(ops.setLogLevel, { level: LogLevel.ERROR, duration: { nanos: 1_000_000 } });

  const userMesh = UserMeshService.method;
  good(userMesh.batchGetCards, { userIds: [ada.userId] });
  good(userMesh.resolveHandles, { handles: ['ada'] });
  good(userMesh.checkSession, { sessionId: ada.sessionId });
  good(userMesh.getSigningKeys, {});
  good(userMesh.setRole, { handle: 'zoe', role: Role.MODERATOR });
  const graphMesh = GraphMeshService.method;
  good(graphMesh.getViewerGraph, { userId: ada.userId });
  good(graphMesh.listFollowerIds, { userId: ada.userId, limit: 10 });
  good(graphMesh.batchGetFollowerCounts, { userIds: [ada.userId] });
  good(graphMesh.batchCheckBlocks, { viewerId: ada.userId, userIds: [bob.userId] });
  const postMesh = PostMeshService.method;
  good(postMesh.batchListAuthorEntries, { cursors: [{ authorId: ada.userId }], limitPerAuthor: 10 });
  good(postMesh.batchGetAuthorHeads, { authorIds: [ada.userId] });
  good(postMesh.batchListReposts, { windows: [{ subjectId: posts.bob }], limitPerPost: 10 });
  good(postMesh.hydratePosts, { postIds: [posts.bob] });
  good(postMesh.listPullAuthors, { limit: 10 });
  good(postMesh.getHorizon, {});
  good(TimelineMeshService.method.rebuildRing, { userId: bob.userId });
  good(postMesh.restampEntry, { actorId: bob.userId, entryId: posts.bob });

  good(auth.changePassword, { currentPassword: password, newPassword: 'another good password' });
  good(users.deactivateUser, { password: 'another good password' });
  good(auth.signOut, {}, cast.asBob);
  return found;
}
