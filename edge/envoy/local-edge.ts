import { edgeBanner } from './banner.ts';
import { developmentCertificate } from './development-certificate.ts';
import { type RunningEnvoy, startEnvoy } from './start-envoy.ts';
import { dev } from './values/dev.ts';

/** Where the front of a network on this machine listens. */
export interface LocalFront {
  readonly grpcPort: number;
  readonly httpPort: number;
}

/**
 * Starts the edge before a network on this machine that is ready, with a development certificate, and prints how to call it.
 *
 * @param program the path of Envoy
 * @param folder for its files; the certificate there is used again
 */
export async function startLocalEdge(
  program: string,
  folder: string,
  { grpcPort, httpPort }: LocalFront,
): Promise<RunningEnvoy> {
  const tls = developmentCertificate(folder);
  const front = { http: [`127.0.0.1:${httpPort}`], grpc: [`127.0.0.1:${grpcPort}`] };
  const envoy = await startEnvoy({ program, folder, values: { ...dev, tls, front } });
  process.stdout.write(edgeBanner(envoy, tls.certificate));
  return envoy;
}
