import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import type { PostHandlers, RpcContext } from './context.ts';
import { createPost } from './create-post.ts';
import { deletePost } from './delete-post.ts';
import { getPosts } from './get-posts.ts';
import { getThread } from './get-thread.ts';
import { lists } from './lists.ts';
import { mesh } from './mesh.ts';
import { reactions } from './reactions.ts';

/** The router: every RPC of this service. */
export function postServices(rpc: RpcContext): Hosted[] {
  const post: PostHandlers = {
    ...createPost(rpc),
    ...deletePost(rpc),
    ...getPosts(rpc),
    ...getThread(rpc),
    ...lists(rpc),
    ...reactions(rpc),
  };
  return [hosted(PostService, post), hosted(PostMeshService, mesh(rpc))];
}
