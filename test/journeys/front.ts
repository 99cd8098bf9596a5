import { join } from 'node:path';
import type { JWK } from 'jose';
import { Registry } from 'prom-client';
import { gatewaySettings } from '../../edge/gateway/config.ts';
import { accessTokenVerifier } from '../../platform/auth/access-tokens.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { publishedKeys } from '../../platform/auth/keys.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock as clock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { closers as closerStack } from '../../platform/lifecycle.ts';
import { callLimitSettings } from '../../platform/limits/call-limits.ts';
import { trustedProxies } from '../../platform/limits/trusted-proxies.ts';
import { type GrpcTransport, grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { forwarding } from '../../platform/rpc/outgoing.ts';
import { startFront } from '../../services/hosting/cluster/front.ts';
import { userSessions } from '../../services/hosting/guard/session-gate.ts';
import { services } from '../../services/registry.ts';
import type { RunningNetwork } from './network.ts';

/** A front whose every service is the given network, reached over gRPC; some by another way where told. */
export async function frontOf(
  { grpcAddress, httpUrl, dataDir }: RunningNetwork,
  env: Record<string, string> = {},
  others: Readonly<Record<string, GrpcTransport>> = {},
) {
  const closers = closerStack();
  const channel = grpcTransport({ address: grpcAddress });
  closers.add({ name: 'channel', close: () => channel.close() });
  const ring = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock });
  const serviceToken = serviceTokenSource({ service: 'gateway', ring, clock });
  const userTransport = forwarding(channel, { serviceToken: () => serviceToken.token() });
  const jwks = (await (await fetch(`${httpUrl}/.well-known/jwks.json`)).json()) as { keys: JWK[] };
  const settings = loadConfig({ gateway: gatewaySettings, limits: callLimitSettings }, env);
  const front = await startFront({
    services,
    admit: undefined,
    bind: '127.0.0.1',
    closers,
    grpcPort: 0,
    httpPort: 0,
    limits: settings.limits,
    observers: [],
    channels: new Map(
      services.all.map(({ name }): [string, GrpcTransport] => [name, others[name] ?? channel]),
    ),
    gateway: {
      access: accessTokenVerifier({ keys: publishedKeys(jwks), clock, skewMs: 500 }),
      sessions: userSessions({ userTransport, ttlMs: 1_000, clock }),
      clock,
      heartbeatMs: 1_000,
      jwks: async () => jwks,
      metrics: new Registry(),
      proxies: trustedProxies(['127.0.0.1']),
      settings: settings.gateway,
      slowReaderMs: 30_000,
    },
  });
  front.serve();
  return {
    httpUrl: `http://127.0.0.1:${front.httpPort}`,
    grpcAddress: `127.0.0.1:${front.grpcPort}`,
    close: () => closers.close(),
  };
}
