import { join } from 'node:path';
import { pino } from 'pino';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock as clock } from '../../platform/clock.ts';
import { type GrpcTransport, grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { forwarding } from '../../platform/rpc/outgoing.ts';
import { layoutOf } from '../../services/hosting/layout.ts';
import type { OpenProfile } from '../../services/hosting/process-context.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';
import type { RunningNetwork } from './network.ts';

/** A front whose services are all the given network, reached over gRPC, with overrides for some. */
export async function frontOf(
  { grpcAddress, dataDir }: RunningNetwork,
  env: Record<string, string> = {},
  others: Readonly<Record<string, GrpcTransport>> = {},
) {
  const ring = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock });
  const serviceToken = serviceTokenSource({ service: 'gateway', ring, clock });
  const openProfile: OpenProfile = async ({ closers }) => {
    const channel = grpcTransport({ address: grpcAddress });
    closers.add({ name: 'channel', close: () => channel.close() });
    return {
      meshKeys: ring,
      secret: () => Buffer.alloc(32),
      hostOf: () => Promise.reject(new Error('a front hosts no service')),
      transport: () => forwarding(channel, { serviceToken: () => serviceToken.token() }),
      channels: new Map(services.all.map(({ name }) => [name, others[name] ?? channel])),
    };
  };
  const front = await startProcess({
    services,
    layout: layoutOf(services, ['front']),
    env: {
      SKEIN_PROFILE: 'cluster',
      SKEIN_SECRETS_DIR: dataDir,
      SKEIN_INSECURE_LOOPBACK: 'true',
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_HEARTBEAT: '1s',
      SKEIN_OVERLOAD_TURN: '10s',
      SKEIN_TRUSTED_PROXIES: '127.0.0.1',
      ...env,
    },
    log: pino({ level: 'silent' }),
    processFigures: false,
    openProfile,
  });
  return {
    httpUrl: `http://127.0.0.1:${front.httpPort}`,
    grpcAddress: `127.0.0.1:${front.grpcPort}`,
    close: front.close,
  };
}
