import { SearchMeshService } from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { SearchService } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import type { RpcContext } from './context.ts';
import { mesh } from './mesh.ts';
import { searchPosts } from './search-posts.ts';
import { searchUsers } from './search-users.ts';
import { typeahead } from './typeahead.ts';

/** The router: every RPC of this service. */
export function searchServices(rpc: RpcContext): Hosted[] {
  return [
    hosted(SearchService, { ...searchPosts(rpc), ...searchUsers(rpc), ...typeahead(rpc) }),
    hosted(SearchMeshService, mesh(rpc)),
  ];
}
