import { Index, SearchMeshService } from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast, field } from '../../hosting/examples.ts';

/** SearchMeshService: its limits, and cursors of nothing. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  const { reindexBatch } = SearchMeshService.method;
  for (const index of [0, 3])
    service(reindexBatch, `the index ${index}`, { index: index as Index }, field('index'));
  service(reindexBatch, 'a cursor of nothing', { index: Index.POSTS, cursor: 'nope' }, field('cursor'));
  service(
    reindexBatch,
    'a cursor of 129 characters',
    { index: Index.POSTS, cursor: 'x'.repeat(129) },
    field('cursor'),
  );
  return rows;
}
