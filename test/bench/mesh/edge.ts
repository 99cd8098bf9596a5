import { readFileSync } from 'node:fs';
import { developmentCertificate } from '../../../edge/envoy/development-certificate.ts';
import { type RunningEnvoy, startEnvoy } from '../../../edge/envoy/start-envoy.ts';
import { dev } from '../../../edge/envoy/values/dev.ts';
import { folderOf } from '../../../mesh/engines/place.ts';
import { frontGrpcPort, hostOf, httpPort } from '../../../mesh/manifests/names.ts';
import type { Testbed } from '../../../mesh/testbed/testbed.ts';

export interface MeshedEdge {
  readonly envoy: RunningEnvoy;
  /** The certificate that clients trust. */
  readonly ca: Buffer;
}

/** The edge's Envoy before the sidecar of the edge, with limits that one generator does not reach. */
export async function meshedEdge(bed: Testbed, program: string): Promise<MeshedEdge> {
  const { outbound } = bed.pods.find(({ app }) => app === 'edge')!;
  const front = hostOf('front');
  const folder = folderOf(bed.place, 'bench-edge');
  const tls = developmentCertificate(folder);
  const envoy = await startEnvoy({
    program,
    folder,
    hosts: { [front]: outbound },
    values: {
      ...dev,
      listen: { ...dev.listen, port: 0 },
      adminPort: 0,
      tls,
      front: { http: [`${front}:${httpPort}`], grpc: [`${front}:${frontGrpcPort}`] },
      callsPerAddress: { burst: 1_000_000, perSecond: 1_000_000 },
    },
  });
  return { envoy, ca: readFileSync(tls.certificate) };
}
