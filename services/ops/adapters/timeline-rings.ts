import { createClient, type Transport } from '@connectrpc/connect';
import { TimelineMeshService } from '../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import type { Rings } from '../ports.ts';

/** Rings, through the timeline service. */
export function timelineRings(transport: Transport): Rings {
  const client = createClient(TimelineMeshService, transport);
  return { rebuild: async (userId) => (await client.rebuildRing({ userId })).entryCount };
}
