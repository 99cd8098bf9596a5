import { Index, SearchMeshService } from '../../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast, field } from '../../hosting/examples.ts';

/** The id of a rebuild that no operation of the network replaces. */
export const rebuildId = '9000000000000000000';

/** SearchMeshService: its limits, and cursors of nothing. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  const { reindexBatch } = SearchMeshService.method;
  const part = { index: Index.POSTS, rebuildId };
  for (const index of [0, 3])
    service(reindexBatch, `the index ${index}`, { ...part, index: index as Index }, field('index'));
  service(reindexBatch, 'a cursor of nothing', { ...part, cursor: 'nope' }, field('cursor'));
  service(reindexBatch, 'a cursor of 129 characters', { ...part, cursor: 'x'.repeat(129) }, field('cursor'));
  for (const id of ['', 'x', `${rebuildId}0`])
    service(
      reindexBatch,
      `the rebuild ${id || 'without an id'}`,
      { ...part, rebuildId: id },
      field('rebuild_id'),
    );
  return rows;
}
