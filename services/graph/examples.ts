import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { graphBad } from './examples/graph.ts';
import { meshBad } from './examples/mesh.ts';

export function examples(cast: Cast): Examples {
  const { ada, bob, zoe } = cast;
  const found: Good[] = [];
  const good = goodInto(found);
  const graph = GraphService.method;
  const mesh = GraphMeshService.method;

  const repeated = [{ userId: bob.userId }, { userId: zoe.userId }] as const;
  good(graph.unfollowUser, { userId: bob.userId }, { repeated });
  good(graph.followUser, { userId: zoe.userId }, { repeated });
  good(graph.muteUser, { userId: zoe.userId }, { repeated });
  good(graph.unmuteUser, { userId: zoe.userId }, { repeated });
  good(graph.listFollowers, { userId: bob.userId });
  good(graph.listFollowing, { userId: bob.userId });
  good(graph.listBlocked, {});
  good(graph.listMuted, {});
  good(graph.batchGetRelationships, { userIds: [bob.userId] });
  good(graph.getCounts, { userId: bob.userId });
  good(graph.suggestUsers, {});
  good(graph.blockUser, { userId: zoe.userId }, { repeated });
  good(graph.unblockUser, { userId: zoe.userId }, { repeated });

  good(mesh.getViewerGraph, { userId: ada.userId });
  good(mesh.listFollowerIds, { userId: ada.userId, limit: 10 });
  good(mesh.batchGetViewerGraphVersions, { userIds: [ada.userId] });
  good(mesh.batchGetFollowerCounts, { userIds: [ada.userId] });
  good(mesh.batchCheckBlocks, { viewerId: ada.userId, userIds: [bob.userId] });

  good(mesh.verifyCounts, { limit: 10, repair: true });

  return { good: found, bad: [...graphBad(cast), ...meshBad(cast)] };
}
