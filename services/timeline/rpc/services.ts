import { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import type { RpcContext } from './context.ts';
import { listTimelines } from './list-timelines.ts';
import { mesh } from './mesh.ts';
import { streamHome } from './stream-home.ts';

/** The router: every RPC of this service. */
export function timelineServices(rpc: RpcContext): Hosted[] {
  return [
    hosted(TimelineService, { ...listTimelines(rpc), ...streamHome(rpc) }),
    hosted(TimelineMeshService, mesh(rpc)),
  ];
}
