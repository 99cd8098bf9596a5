import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { TimelineMeshService } from '../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { meshBad } from './examples/mesh.ts';
import { timelineBad } from './examples/timelines.ts';

export async function examples(cast: Cast): Promise<Examples> {
  const { bob } = cast;
  const found: Good[] = [];
  const good = goodInto(found);
  const timelines = TimelineService.method;
  good(timelines.listHomeTimeline, {});
  good(timelines.listUserTimeline, { userId: bob.userId });
  good(timelines.streamHomeTimeline, {});
  good(TimelineMeshService.method.rebuildRing, { userId: bob.userId });
  const { batchListReposts, restampEntry } = PostMeshService.method;
  return {
    good: found,
    bad: [...(await timelineBad(cast)), ...meshBad(cast)],
    callsElsewhere: [
      // An entry whose fan-out has failed permanently.
      [restampEntry, 'test/journeys/ops.test.ts'],
      // A post with more reposts than one response lists.
      [batchListReposts, 'test/checker'],
    ],
  };
}
