import type { ServiceImpl } from '@connectrpc/connect';
import type { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import type { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';

export type AuthHandlers = ServiceImpl<typeof AuthService>;
export type UserHandlers = ServiceImpl<typeof UserService>;
export type UserMeshHandlers = ServiceImpl<typeof UserMeshService>;
