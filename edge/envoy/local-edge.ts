import { once } from 'node:events';
import { createServer } from 'node:net';
import { edgeBanner } from './banner.ts';
import { developmentCertificate } from './development-certificate.ts';
import { type RunningEnvoy, startEnvoy } from './start-envoy.ts';
import { dev } from './values/dev.ts';

/** Where the front of a network on this machine listens. */
export interface LocalFront {
  readonly grpcPort: number;
  readonly httpPort: number;
}

/** Where the edge itself listens: SKEIN_EDGE_PORT and SKEIN_EDGE_ADMIN_PORT, for several on one machine; 0 takes any free port. */
const listens = ({ SKEIN_EDGE_PORT: port, SKEIN_EDGE_ADMIN_PORT: admin }: NodeJS.ProcessEnv) => ({
  listen: { ...dev.listen, port: Number(port || dev.listen.port) },
  adminPort: Number(admin || dev.adminPort),
});

/**
 * Starts the edge before a network on this machine that is ready, with a development certificate, and prints how to call it.
 *
 * @throws Error when a port is taken
 * @param program the path of Envoy
 * @param folder for its files; the certificate there is used again
 */
export async function startLocalEdge(
  program: string,
  folder: string,
  { grpcPort, httpPort }: LocalFront,
): Promise<RunningEnvoy> {
  const { listen, adminPort } = listens(process.env);
  await untaken(listen);
  const tls = developmentCertificate(folder);
  const front = { http: [`127.0.0.1:${httpPort}`], grpc: [`127.0.0.1:${grpcPort}`] };
  const envoy = await startEnvoy({ program, folder, values: { ...dev, listen, adminPort, tls, front } });
  process.stdout.write(edgeBanner(envoy, tls.certificate));
  return envoy;
}

/** Two Envoys would share a port, and the calls to it, without a word. */
async function untaken({
  port,
  address,
}: {
  readonly port: number;
  readonly address: string;
}): Promise<void> {
  const probe = createServer().listen(port, address);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
