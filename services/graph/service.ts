import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { defineService } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { graphSettings } from './config.ts';

export const graph = defineService({
  name: 'graph',
  public: [GraphService],
  mesh: [GraphMeshService],
  port: 50_062,
  settings: graphSettings,
  calls: [UserMeshService.method.batchGetCards],
  topics: { publishes: [topics.follow], consumes: { graph: [topics.user] } },
  secrets: [],
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
});
