import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { AnalyticsService } from '../gen/ts/skein/analytics/v1/analytics_service_pb.ts';
import { GraphMeshService } from '../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { LinkService } from '../gen/ts/skein/media/v1/link_service_pb.ts';
import { MediaService } from '../gen/ts/skein/media/v1/media_service_pb.ts';
import { NotificationService } from '../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { OpsService } from '../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostMeshService } from '../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineMeshService } from '../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { TrendService } from '../gen/ts/skein/trend/v1/trend_service_pb.ts';
import { UserMeshService } from '../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../gen/ts/skein/user/v1/user_service_pb.ts';
import { compose as graph } from './graph/compose.ts';
import { callsOf } from './hosting/calls.ts';
import type { Compose } from './hosting/host.ts';
import type { ServiceName } from './hosting/names.ts';
import { compose as ops } from './ops/compose.ts';
import { compose as post } from './post/compose.ts';
import { compose as timeline } from './timeline/compose.ts';
import { compose as user } from './user/compose.ts';

/** A service of the network. */
export interface ServiceEntry {
  /** What everybody may reach, through the edge. */
  readonly public: readonly DescService[];
  /** What only services of the mesh may reach. */
  readonly mesh: readonly DescService[];
  /** Its composition root; without one its RPCs answer UNIMPLEMENTED. */
  readonly compose?: Compose;
  /** Where it listens when it is a process of its own. */
  readonly port: number;
}

/** The one table of services. */
export const registry: Readonly<Record<ServiceName, ServiceEntry>> = {
  user: {
    public: [AuthService, UserService],
    mesh: [UserMeshService],
    compose: user,
    port: 50_061,
  },
  graph: { public: [GraphService], mesh: [GraphMeshService], compose: graph, port: 50_062 },
  post: {
    public: [PostService],
    mesh: [PostMeshService],
    compose: post,
    port: 50_063,
  },
  media: { public: [MediaService, LinkService], mesh: [], port: 50_064 },
  timeline: {
    public: [TimelineService],
    mesh: [TimelineMeshService],
    compose: timeline,
    port: 50_065,
  },
  search: { public: [SearchService], mesh: [], port: 50_066 },
  trend: { public: [TrendService], mesh: [], port: 50_067 },
  notification: { public: [NotificationService], mesh: [], port: 50_068 },
  analytics: { public: [AnalyticsService], mesh: [], port: 50_069 },
  ops: { public: [OpsService], mesh: [], compose: ops, port: 50_070 },
};

/** Whose RPCs a service calls, by the table of calls. */
export function calleesOf(name: ServiceName): ReadonlySet<ServiceName> {
  const owners = Object.entries(registry) as [ServiceName, ServiceEntry][];
  const owns = (entry: ServiceEntry, { parent }: DescMethod) =>
    entry.public.includes(parent) || entry.mesh.includes(parent);
  return new Set(
    callsOf[name].flatMap((method) =>
      owners.flatMap(([owner, entry]) => (owns(entry, method) ? [owner] : [])),
    ),
  );
}

/** @throws Error where a service reaches for another that it does not declare to call */
export function checkCallee(name: ServiceName, callee: ServiceName): void {
  if (!calleesOf(name).has(callee)) throw new Error(`${name} does not declare that it calls ${callee}`);
}
