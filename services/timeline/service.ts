import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { TimelineMeshService } from '../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { timelineSettings } from './config.ts';

export const timeline = defineService({
  name: 'timeline',
  public: [TimelineService],
  mesh: [TimelineMeshService],
  port: 50_065,
  settings: timelineSettings,
  calls: [
    UserMeshService.method.batchGetCards,
    GraphMeshService.method.getViewerGraph,
    GraphMeshService.method.batchGetViewerGraphVersions,
    GraphMeshService.method.listFollowerIds,
    PostMeshService.method.batchGetAuthorHeads,
    PostMeshService.method.batchListAuthorEntries,
    PostMeshService.method.batchListReposts,
    PostMeshService.method.getAnnouncedWatermark,
    PostMeshService.method.hydratePosts,
    PostMeshService.method.listPullAuthors,
    PostMeshService.method.restampEntry,
  ],
  topics: {
    // Announces to all processes that an entry which could not be pushed is merged at read.
    publishes: [topics.post],
    consumes: { 'timeline-fan-out': [topics.post], 'timeline-live': [topics.post] },
  },
  engines: [redis],
  secrets: ['resume-tokens'],
  account: {
    hidden: noWork('Rings keep its entries. Hydration leaves them out at every read.'),
    restored: noWork('Rings still have its entries, and its own ring is built at its next read.'),
    purged: {
      says: 'Removes its ring; the ring of a famous account has no TTL.',
      work: ({ rings }) => rings.drop,
    },
    exported: {
      says: 'Nothing to export: timelines are computed from data of the graph and post services.',
      by: [],
    },
  },
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
