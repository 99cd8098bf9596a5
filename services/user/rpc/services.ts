import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import { account } from './account.ts';
import { changePassword } from './change-password.ts';
import type { RpcContext } from './context.ts';
import type { AuthHandlers, UserHandlers } from './handlers.ts';
import { mesh } from './mesh.ts';
import { profiles } from './profiles.ts';
import { sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

/** The router: every RPC of this service. */
export function userServices(rpc: RpcContext): Hosted[] {
  const auth: AuthHandlers = { ...signUp(rpc), ...signIn(rpc), ...sessions(rpc), ...changePassword(rpc) };
  const user: UserHandlers = { ...profiles(rpc), ...account(rpc) };
  return [hosted(AuthService, auth), hosted(UserService, user), hosted(UserMeshService, mesh(rpc))];
}
