import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast, field } from '../../hosting/examples.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => `1${n}`);

/** GraphMeshService: its limits, and its answers for unknown people. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  const graph = GraphMeshService.method;
  const userId = cast.ada.userId;
  service(
    graph.getViewerGraph,
    'nobody',
    { userId: 'nope' },
    {
      reason: 'OK',
      check: ({ followingIds }: { followingIds: string[] }) => followingIds.length === 0,
    },
  );
  service(
    graph.getViewerGraph,
    'a version from the future',
    { userId, knownVersion: 9_223_372_036_854_775_807n },
    {
      reason: 'OK',
      check: ({ unchanged, followingIds }: { unchanged: boolean; followingIds: string[] }) =>
        !unchanged && followingIds.length === 4,
    },
  );
  service(graph.getViewerGraph, 'a version below 0', { userId, knownVersion: -1n }, { reason: 'OK' });
  for (const limit of [0, -1, 5001, 2 ** 31 - 1]) {
    service(graph.listFollowerIds, `the limit ${limit}`, { userId, limit }, field('limit'));
  }
  for (const limit of [0, 101]) service(graph.verifyCounts, `the limit ${limit}`, { limit }, field('limit'));
  service(graph.batchGetFollowerCounts, '1,001 ids', { userIds: many(1001) }, field('user_ids'));
  service(graph.batchGetViewerGraphVersions, '1,001 ids', { userIds: many(1001) }, field('user_ids'));
  service(graph.batchCheckBlocks, '1,001 ids', { viewerId: userId, userIds: many(1001) }, field('user_ids'));

  return rows;
}
