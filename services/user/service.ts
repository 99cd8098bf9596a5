import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { postgres } from '../../platform/postgres/engine.ts';
import { redis } from '../../platform/redis/engine.ts';
import { defineService, noWork } from '../hosting/define-service.ts';
import { topics } from '../product/topics.ts';
import { userSettings } from './config.ts';

export const user = defineService({
  name: 'user',
  public: [AuthService, UserService],
  mesh: [UserMeshService],
  port: 50_061,
  settings: userSettings,
  calls: [],
  topics: { publishes: [topics.user], consumes: {} },
  account: {
    hidden: noWork('The deactivation ends its sessions and hides its profile before it is acknowledged.'),
    restored: noWork('The sign-in makes its profile visible again.'),
    purged: noWork('The sweep removes profile, password and sessions in the transaction that announces it.'),
    exported: {
      says: 'Profile, e-mail address, region, preferences and sessions.',
      by: [UserService.method.getAccount, AuthService.method.listSessions],
    },
  },
  engines: [postgres, redis],
  secrets: ['refresh-tokens', 'device-tokens', 'request-claims'],
  adapters: () => import('./adapters/engines.ts'),
  compose: () => import('./compose.ts'),
  examples: () => import('./examples.ts'),
});
