import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from '@connectrpc/connect';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { serviceTokenHeader } from '../../platform/rpc/headers.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { exitCodes, Fault } from './fault.ts';

const timeoutMs = 20_000;

/** Where the network that runs on this machine keeps its data; as its own setting has it. */
export function dataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return env.SKEIN_DATA_DIR || '.data';
}

/** Whether this user can read the keys of the network that runs on this machine. */
export function isLocalAdmin(dataDir: string): boolean {
  try {
    return readdirSync(join(dataDir, 'mesh-keys')).length > 0;
  } catch {
    return false;
  }
}

/**
 * What services of the network may do with people, for whoever can read its data: the keys that services sign
 * their tokens with lie there, for their owner alone.
 *
 * @throws Fault when they can't be read
 */
export async function localAdmin(
  calls: Calls,
  dataDir: string,
  signal: AbortSignal,
): Promise<Client<typeof UserMeshService>> {
  if (!isLocalAdmin(dataDir)) {
    throw new Fault(
      `the keys in ${join(dataDir, 'mesh-keys')} can't be read: roles are granted on the network's machine by the user who runs it; SKEIN_DATA_DIR names its data`,
      exitCodes.notAllowed,
    );
  }
  const ring = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock: systemClock });
  const token = await serviceTokenSource({ service: 'command-line', ring, clock: systemClock }).token();
  const headers = { [serviceTokenHeader]: `Bearer ${token}` };
  return createClient(
    UserMeshService,
    asTransport({
      unary: (method, own = signal, ownMs = timeoutMs, _header, input) =>
        calls.unary(method, own, ownMs, headers, input),
      stream: (method, own = signal, ownMs, _header, input) =>
        calls.stream(method, own, ownMs, headers, input),
    }),
  );
}
