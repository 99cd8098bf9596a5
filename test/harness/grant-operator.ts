import { join } from 'node:path';
import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { asServices } from './as-services.ts';

/**
 * Makes a person an operator, with the keys of the network on this machine, as `skein grant` does. Tokens that are issued
 * later have the role.
 *
 * @param transport to the user service
 * @param keysDir the folder that has `mesh-keys`
 */
export async function grantOperator(transport: Transport, keysDir: string, handle: string): Promise<void> {
  const ring = await openKeyDirectory({ directory: join(keysDir, 'mesh-keys'), clock: systemClock });
  const tokenOf = async (service: string) =>
    serviceTokenSource({ service, ring, clock: systemClock }).token();
  const users = createClient(UserMeshService, asServices(transport, tokenOf));
  await users.setRole({ handle, role: Role.OPERATOR });
}
