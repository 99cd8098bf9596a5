import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { OpsMeshService } from '../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { SearchMeshService } from '../../gen/ts/skein/search/mesh/v1/search_mesh_service_pb.ts';
import { TimelineMeshService } from '../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { postgres } from '../../platform/postgres/engine.ts';
import { defineService, keepsNothing } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { opsSettings } from './config.ts';

export const ops = defineService({
  name: 'ops',
  public: [OpsService],
  ofEachProcess: [OpsMeshService],
  port: 50_070,
  settings: opsSettings,
  calls: [
    UserMeshService.method.batchGetCards,
    TimelineMeshService.method.rebuildRing,
    SearchMeshService.method.reindexBatch,
    PostMeshService.method.verifyCounts,
    GraphMeshService.method.verifyCounts,
    OpsMeshService.method.getOwnFigures,
    OpsMeshService.method.setOwnLogLevel,
  ],
  // Retrying a dead letter publishes it to its original topic.
  topics: { publishes: Object.values(topics), consumes: { 'dead-letters': [topics.deadLetter] } },
  engines: [postgres],
  secrets: [],
  account: keepsNothing(
    'It keeps no accounts. Dead letters are part of the event log, and name accounts by id.',
  ),
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
