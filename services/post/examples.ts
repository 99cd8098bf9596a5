import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { meshBad } from './examples/mesh.ts';
import { postBad } from './examples/posts.ts';

export function examples(cast: Cast): Examples {
  const { ada, bob, posts } = cast;
  const found: Good[] = [];
  const good = goodInto(found);
  const post = PostService.method;
  const mesh = PostMeshService.method;

  good(post.createPost, { text: 'a good one, @bob' }, { repeated: [{ text: 'once' }, { text: 'twice' }] });
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
    good(method, { postId: posts.bob }, { repeated: [{ postId: posts.ada }, { postId: posts.max }] });
  }
  good(post.deletePost, { postId: posts.ada }, { repeated: [{ postId: posts.max }, { postId: posts.ada }] });

  good(mesh.batchListAuthorEntries, { cursors: [{ authorId: ada.userId }], limitPerAuthor: 10 });
  good(mesh.batchGetAuthorHeads, { authorIds: [ada.userId] });
  good(mesh.batchListReposts, { windows: [{ subjectId: posts.bob }], limitPerPost: 10 });
  good(mesh.hydratePosts, { postIds: [posts.bob] });
  good(mesh.listPullAuthors, { limit: 10 });
  good(mesh.getAnnouncedWatermark, {});
  good(mesh.batchGetStoredPosts, { postIds: [posts.bob] });
  good(mesh.scanPosts, { limit: 10 });
  good(mesh.listReplyIds, { postId: posts.bob, limit: 10 });
  good(mesh.restampEntry, { actorId: bob.userId, entryId: posts.bob });

  good(mesh.verifyCounts, { limit: 10, repair: true });

  return { good: found, bad: [...postBad(cast), ...meshBad(cast)] };
}
