import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { dgraph } from '../../platform/dgraph/engine.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, inSteps, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { graphSettings, versionBytes } from './config.ts';

export const graph = defineService({
  name: 'graph',
  public: [GraphService],
  mesh: [GraphMeshService],
  port: 50_062,
  settings: graphSettings,
  calls: [UserMeshService.method.batchGetCards],
  topics: { publishes: [topics.follow], consumes: { graph: [topics.user] } },
  engines: [dgraph, redis],
  secrets: [],
  memory: { 'versions of graphs': versionBytes },
  account: {
    hidden: noWork(
      'Its edges stay. Lists of people leave it out, because each read asks the user service who is active.',
    ),
    restored: noWork('Its edges are still there.'),
    purged: {
      says: 'Removes every edge from it and to it, and its counts.',
      work: ({ store }, { graph }) =>
        inSteps(async (userId) => (await store.purge(userId, graph.purgeBatch)) === graph.purgeBatch),
    },
    exported: {
      says: 'The lists of people that it follows, blocks and mutes, and of its followers.',
      by: [
        GraphService.method.listFollowing,
        GraphService.method.listFollowers,
        GraphService.method.listBlocked,
        GraphService.method.listMuted,
      ],
    },
  },
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
