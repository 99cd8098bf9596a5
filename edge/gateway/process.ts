import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileRegistry, type DescService, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { Logger } from 'pino';
import { accessTokenVerifier } from '../../platform/auth/access-tokens.ts';
import { openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { ConfigError, type Environment, loadConfig } from '../../platform/config.ts';
import { closers as closerStack } from '../../platform/lifecycle.ts';
import { memoryRateLimiter } from '../../platform/limits/memory.ts';
import { trustedProxies } from '../../platform/limits/trusted-proxies.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { observe } from '../../platform/rpc/interceptors/observe.ts';
import { forwarding } from '../../platform/rpc/outgoing.ts';
import { accessLog, createLog } from '../../platform/telemetry/log.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';
import { startTraces } from '../../platform/telemetry/traces.ts';
import { deadlines } from '../../services/guard.ts';
import { scriptVariables, settingGroups } from '../../services/settings.ts';
import { signingKeys } from '../../services/signing-keys.ts';
import { startGateway } from './gateway.ts';

export interface GatewayProcess {
  readonly bind: string;
  readonly port: number;
  close(): Promise<void>;
}

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };

/**
 * The gateway as a process of its own, before services that it reaches over gRPC. What is public it reads from
 * gen/public.binpb. Its own key, by which services know it, is in `mesh-keys` of the data directory.
 *
 * @throws ConfigError
 */
export async function startGatewayProcess(env: Environment, givenLog?: Logger): Promise<GatewayProcess> {
  const config = loadConfig(settingGroups, env, { alsoKnown: scriptVariables });
  const { process: settings, product, gateway } = config;
  if (gateway.upstream === '')
    throw new ConfigError(['SKEIN_UPSTREAM is not set: there is nobody to pass calls on to.']);
  const log = givenLog ?? createLog({ level: settings.logLevel });
  const clock = systemClock;
  const closers = closerStack(clock);
  try {
    const metrics = createMetrics({ version, nowMs: clock.nowMs, processFigures: givenLog === undefined });
    const traces = await startTraces({ endpoint: settings.otlpEndpoint, service: 'skein-gateway', version });
    closers.add({ name: 'traces', close: () => traces.close() });
    const channel = grpcTransport({ address: gateway.upstream, balance: true });
    closers.add({ name: 'channel', close: () => channel.close() });
    const ring = await openKeyDirectory({ directory: join(settings.dataDir, 'mesh-keys'), clock });
    const own = serviceTokenSource({ service: 'gateway', ring, clock });
    const keys = signingKeys(forwarding(channel, { serviceToken: () => own.token() }), clock, (error) =>
      log.error({ err: error }, 'signing keys'),
    );
    await keys.fetch();
    const { port, serve, drain } = await startGateway({
      access: accessTokenVerifier({ keys, clock, skewMs: product.clockSkewMs }),
      bind: settings.bind,
      clock,
      closers,
      deadlines,
      heartbeatMs: product.heartbeatMs,
      jwks: keys.published,
      limiter: (_name, allowance) => memoryRateLimiter(allowance),
      metrics: metrics.registry,
      observers: [
        observe({ monotonicMs: clock.monotonicMs, ...metrics.calls, log: accessLog(log) }),
        traces.interceptor,
      ],
      pageDirectory: fileURLToPath(new URL('edge/web/dist', root)),
      port: settings.httpPort,
      proxies: trustedProxies(settings.trustedProxies),
      services: publicServices(),
      settings: gateway,
      transportTo: () => channel,
    });
    closers.add({ name: 'readiness', close: drain });
    serve();
    return { bind: settings.bind, port, close: () => closers.close() };
  } catch (error) {
    await closers.close().catch((worse) => log.error({ err: worse }, 'closing after a failed start'));
    throw error;
  }
}

function publicServices(): DescService[] {
  const files = fromBinary(FileDescriptorSetSchema, readFileSync(new URL('gen/public.binpb', root)));
  return [...createFileRegistry(files)].filter(
    (desc) => desc.kind === 'service' && desc.typeName.startsWith('skein.'),
  ) as DescService[];
}
