import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import { changePassword } from './change-password.ts';
import { deactivateUser } from './deactivate-user.ts';
import { revokeSession, signOut } from './end-session.ts';
import { batchGetUsers, getUser } from './get-user.ts';
import type { AuthHandlers, UserHandlers, UserMeshHandlers } from './handlers.ts';
import { listSessions } from './list-sessions.ts';
import { batchGetCards, checkSession, getSigningKeys, resolveHandles, setRole } from './mesh.ts';
import { refreshSession } from './refresh-session.ts';
import type { UserRuntime } from './runtime.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';
import { getAccount, updateUser } from './update-user.ts';

/** Everything that this service does when it is called. */
export function userServices(runtime: UserRuntime): Hosted[] {
  const auth: AuthHandlers = {
    signUp: signUp(runtime),
    signIn: signIn(runtime),
    refreshSession: refreshSession(runtime),
    signOut: signOut(runtime),
    listSessions: listSessions(runtime),
    revokeSession: revokeSession(runtime),
    changePassword: changePassword(runtime),
  };
  const user: UserHandlers = {
    getUser: getUser(runtime),
    batchGetUsers: batchGetUsers(runtime),
    getAccount: getAccount(runtime),
    updateUser: updateUser(runtime),
    deactivateUser: deactivateUser(runtime),
  };
  const mesh: UserMeshHandlers = {
    batchGetCards: batchGetCards(runtime),
    resolveHandles: resolveHandles(runtime),
    checkSession: checkSession(runtime),
    getSigningKeys: getSigningKeys(runtime),
    setRole: setRole(runtime),
  };
  return [hosted(AuthService, auth), hosted(UserService, user), hosted(UserMeshService, mesh)];
}
