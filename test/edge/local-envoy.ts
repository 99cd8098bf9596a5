import { developmentCertificate } from '../../edge/envoy/development-certificate.ts';
import { type RunningEnvoy, startEnvoy } from '../../edge/envoy/start-envoy.ts';
import { dev } from '../../edge/envoy/values/dev.ts';
import type { EdgeValues } from '../../edge/envoy/values/values.ts';
import type { RunningNetwork } from '../journeys/network.ts';

/** An Envoy on free ports, and the PEM file that clients trust. */
export interface LocalEnvoy extends RunningEnvoy {
  readonly certificateFile: string;
}

/** Every call of a test comes from one address, and a fast machine makes thousands a second. */
const unlimited: Pick<EdgeValues, 'callsPerAddress'> = {
  callsPerAddress: { burst: 1_000_000, perSecond: 1_000_000 },
};

/** Starts a real Envoy without a limit of calls; its files are in `folder`. */
export async function startLocalEnvoy(
  folder: string,
  values: Partial<EdgeValues>,
  configure?: (values: EdgeValues) => object,
): Promise<LocalEnvoy> {
  const tls = developmentCertificate(folder);
  const free = { listen: { address: '127.0.0.1', port: 0 }, adminPort: 0 };
  const envoy = await startEnvoy({
    program: envoyProgram(),
    folder,
    values: { ...dev, ...free, ...unlimited, tls, ...values },
    ...(configure && { configure }),
  });
  return { ...envoy, certificateFile: tls.certificate };
}

/** The front of a network, for the values of an edge. */
export const frontOf = ({ httpUrl, grpcAddress }: Pick<RunningNetwork, 'httpUrl' | 'grpcAddress'>) => ({
  http: [new URL(httpUrl).host],
  grpc: [grpcAddress],
});

/** edge/envoy/with-envoy.sh sets it. */
export function envoyProgram(): string {
  const { ENVOY } = process.env;
  if (!ENVOY) throw new Error('ENVOY must have the path of the program: edge/envoy/with-envoy.sh sets it');
  return ENVOY;
}
