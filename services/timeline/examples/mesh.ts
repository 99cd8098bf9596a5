import { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast } from '../../hosting/examples.ts';

/** TimelineMeshService: its limits, and its answer for unknown people. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  service(
    TimelineMeshService.method.rebuildRing,
    'nobody',
    { userId: 'nope' },
    {
      reason: 'OK',
      check: ({ entryCount }: { entryCount: number }) => entryCount === 0,
    },
  );
  return rows;
}
