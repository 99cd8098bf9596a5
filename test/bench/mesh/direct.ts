import { join } from 'node:path';
import { network, secretsFolder } from '../../../mesh/cluster/network.ts';
import { seedCluster } from '../../../mesh/cluster/seed.ts';
import { upAtOnce } from '../../../mesh/engines/control.ts';
import type { Engine } from '../../../mesh/engines/engine.ts';
import type { Place } from '../../../mesh/engines/place.ts';
import { engines } from '../../../mesh/engines/registry.ts';
import { frontPorts } from '../../../mesh/testbed/pods.ts';
import type { Testbed } from '../../../mesh/testbed/testbed.ts';

/** The services of a test bed once more, without sidecars: other processes over the same engines. */
export interface DirectNetwork {
  readonly place: Place;
  readonly skein: Engine;
  /** The front's gRPC address. */
  readonly grpc: string;
}

/** Starts what does not run yet, and seeds the network; a network that is seeded already stays as it is. */
export async function directNetwork(bed: Testbed): Promise<DirectNetwork> {
  // Between the ports of two test beds.
  const place: Place = {
    ...bed.place,
    dir: join(bed.place.dir, 'direct'),
    offset: bed.place.offset + 50,
  };
  const settings = Object.assign({}, ...engines.map((engine) => engine.settings(bed.place)));
  const ports = frontPorts(place);
  const secrets = secretsFolder(bed.place);
  const skein = network({
    settings,
    replicas: bed.replicas,
    ...ports,
    environmentOf: () => ({ SKEIN_SECRETS_DIR: secrets }),
  });
  await upAtOnce(skein, place, (line) => process.stdout.write(`${line}\n`));
  const commandSettings = {
    ...skein.settings(place),
    SKEIN_GRPC_PORT: String(ports.grpcPort),
    SKEIN_DATA_DIR: secrets,
  };
  const code = await seedCluster(place, commandSettings, ['--posts', '0-20', '--seed', '1']);
  if (code !== 0) throw new Error('the network cannot be seeded');
  return { place, skein, grpc: `127.0.0.1:${ports.grpcPort}` };
}
