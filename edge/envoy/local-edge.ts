import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Environment, group, loadConfig } from '../../platform/config.ts';
import { listening } from '../../platform/listening.ts';
import { edgeBanner } from './banner.ts';
import { developmentCertificate } from './development-certificate.ts';
import { type RunningEnvoy, startEnvoy } from './start-envoy.ts';
import { dev } from './values/dev.ts';

/** Where the front of a network on this machine listens. */
export interface LocalFront {
  readonly grpcPort: number;
  readonly httpPort: number;
}

/** The ports of the edge itself, for several on one machine. */
const ports = group({
  port: { env: 'SKEIN_EDGE_PORT', type: 'port', default: dev.listen.port, doc: 'Port of the edge.' },
  adminPort: {
    env: 'SKEIN_EDGE_ADMIN_PORT',
    type: 'port',
    default: dev.adminPort,
    doc: "Port of the edge's admin interface.",
  },
});

/**
 * Reads the ports of an edge before a network on this machine. The answer starts it, with a development certificate, once the
 * network is ready, and prints how to call it. It throws an Error when a port is taken.
 *
 * @throws ConfigError when a setting is no port
 * @param program the path of Envoy
 * @param folder for its files; the certificate there is used again
 */
export function localEdge(
  program: string,
  folder: string,
  { grpcPort, httpPort }: LocalFront,
  env: Environment = process.env,
): () => Promise<RunningEnvoy> {
  const { port, adminPort } = loadConfig({ ports }, env, { unknown: 'ignored' }).ports;
  const listen = { ...dev.listen, port };
  return async () => {
    await checkFree('SKEIN_EDGE_PORT', listen.address, port);
    await checkFree('SKEIN_EDGE_ADMIN_PORT', '127.0.0.1', adminPort);
    const tls = developmentCertificate(folder);
    const front = { http: [`127.0.0.1:${httpPort}`], grpc: [`127.0.0.1:${grpcPort}`] };
    const envoy = await startEnvoy({ program, folder, values: { ...dev, listen, adminPort, tls, front } });
    process.stdout.write(edgeBanner(envoy, tls.certificate));
    return envoy;
  };
}

/** Envoy itself starts on the port of another Envoy (SO_REUSEPORT), and each gets a part of the connections. */
async function checkFree(setting: string, address: string, port: number): Promise<void> {
  const probe = createServer().listen(port, address);
  await listening(setting, address, port, once(probe, 'listening'));
  probe.close();
  await once(probe, 'close');
}
