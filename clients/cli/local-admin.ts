import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from '@connectrpc/connect';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { serviceTokenHeader } from '../../platform/rpc/headers.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import type { Context } from './command.ts';
import { exitCodes, Fault } from './fault.ts';

const timeoutMs = 20_000;

/** The data directory of the network on this machine, from the network's own setting. */
export function dataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return env.SKEIN_DATA_DIR || '.data';
}

/** Whether this user can read the keys of the network on this machine. */
export function isLocalAdmin(dataDir: string): boolean {
  try {
    return readdirSync(join(dataDir, 'mesh-keys')).length > 0;
  } catch {
    return false;
  }
}

/**
 * Makes calls to the user service that only services may make, for a user who can read the network's data: it holds the
 * signing keys of services, readable by their owner alone. A cluster's front does not forward such calls;
 * SKEIN_USER_ADDRESSES then gives the address of the user service.
 *
 * @throws Fault when the keys can't be read
 */
export async function asLocalAdmin<T>(
  { calls, env, signal }: Pick<Context, 'calls' | 'env' | 'signal'>,
  work: (users: Client<typeof UserMeshService>) => Promise<T>,
): Promise<T> {
  const dataDir = dataDirectory(env);
  if (!isLocalAdmin(dataDir)) {
    throw new Fault(
      `the keys in ${join(dataDir, 'mesh-keys')} can't be read: roles are granted on the network's machine by the user who runs it; SKEIN_DATA_DIR names its data`,
      exitCodes.notAllowed,
    );
  }
  const ring = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock: systemClock });
  const token = await serviceTokenSource({ service: 'command-line', ring, clock: systemClock }).token();
  const headers = { [serviceTokenHeader]: `Bearer ${token}` };
  const [address] = (env.SKEIN_USER_ADDRESSES ?? '').split(',');
  const own = address ? grpcTransport({ address }) : undefined;
  const through = own === undefined ? calls : (own as Calls);
  try {
    const transport = asTransport<Calls>({
      unary: (method, stop = signal, limitMs = timeoutMs, _header, input) =>
        through.unary(method, stop, limitMs, headers, input),
      stream: (method, stop = signal, limitMs, _header, input) =>
        through.stream(method, stop, limitMs, headers, input),
    });
    return await work(createClient(UserMeshService, transport));
  } finally {
    own?.close();
  }
}
