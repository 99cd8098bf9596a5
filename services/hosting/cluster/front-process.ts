import { readFileSync } from 'node:fs';
import { accessTokenVerifier } from '../../../platform/auth/access-tokens.ts';
import { systemClock } from '../../../platform/clock.ts';
import { ConfigError, type Environment, loadConfig } from '../../../platform/config.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { trustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import { patiently, waitingFor } from '../../../platform/patiently.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { accessLog, createLog } from '../../../platform/telemetry/log.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { startTraces } from '../../../platform/telemetry/traces.ts';
import type { UncaughtErrors } from '../../../platform/telemetry/uncaught.ts';
import { readersOf } from '../guard/readers.ts';
import { userSessions } from '../guard/session-gate.ts';
import { shedding } from '../guard/shedding.ts';
import { signingKeys } from '../guard/signing-keys.ts';
import { builtPage } from '../listeners/listeners.ts';
import type { Running } from '../run-process.ts';
import type { ServiceTable } from '../service-table.ts';
import { scriptVariables, settingGroups } from '../settings.ts';
import { startupBanner } from '../startup-banner.ts';
import { startFront } from './front.ts';
import { clusterMesh, targetOf } from './mesh.ts';
import { readClusterSecrets } from './secrets.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The front of a cluster as a process. @throws ConfigError */
export async function startFrontProcess(
  services: ServiceTable,
  env: Environment,
  uncaught: UncaughtErrors,
): Promise<Running> {
  const config = loadConfig(settingGroups(services), env, { alsoKnown: scriptVariables });
  const { process: settings, product, cluster, addresses } = config;
  if (settings.profile !== 'cluster') {
    throw new ConfigError([`SKEIN_PROFILE is ${settings.profile}: a front stands before a cluster only.`]);
  }
  const clock = systemClock;
  const log = createLog({ level: settings.logLevel }).child({ service: 'front' });
  const closers = closerStack(clock);
  const warn = (what: string) => (err: unknown) => log.warn({ err }, what);
  try {
    const metrics = createMetrics({ version, nowMs: clock.nowMs });
    uncaught.report(log, metrics.registry);
    const traces = await startTraces({ endpoint: settings.otlpEndpoint, service: 'skein-front', version });
    closers.add({ name: 'traces', close: () => traces.close() });
    const { ownKeys } = readClusterSecrets(cluster.secretsDir, { service: 'gateway', secrets: [] });
    const mesh = clusterMesh({
      service: 'gateway',
      ownKeys,
      clock,
      closers,
      traceHeaders: traces.outgoing,
    });
    const userTransport = mesh.transport(addresses.user!);
    const keys = signingKeys(userTransport, clock, warn('signing keys'));

    const channels = new Map(
      services.built.map(({ name }) => {
        const channel = grpcTransport({
          address: targetOf(addresses[name]!),
          balance: true,
          dependency: true,
        });
        closers.add({ name: `channel to ${name}`, close: () => channel.close() });
        return [name, channel];
      }),
    );
    const onWait = waitingFor('the user service', (line) => log.warn(line));
    await patiently(clock, () => keys.fetch(), { onWait });
    const access = accessTokenVerifier({ keys, clock, skewMs: product.clockSkewMs });
    const sessions = userSessions({ userTransport, ttlMs: product.heartbeatMs, clock });
    const readers = readersOf(clock);
    readers.know({ access, sessions });
    const servers = await startFront({
      services,
      admit: shedding({ turnMs: settings.overloadTurnMs, clock, metrics, log, readers, closers }),
      readers,
      bind: settings.bind,
      closers,
      grpcPort: settings.grpcPort,
      httpPort: settings.httpPort,
      limits: config.limits,
      observers: [
        observe({ monotonicMs: clock.monotonicMs, ...metrics.calls, log: accessLog(log) }),
        traces.interceptor,
      ],
      channels,
      refused: metrics.refused,
      gateway: {
        access,
        sessions,
        clock,
        heartbeatMs: product.heartbeatMs,
        jwks: keys.published,
        metrics: metrics.registry,
        pageDirectory: builtPage,
        proxies: trustedProxies(settings.trustedProxies),
        settings: config.gateway,
        slowReaderMs: product.slowReaderMs,
      },
    });
    servers.serve();
    const { bind } = settings;
    return { banner: startupBanner({ bind, ...servers }), close: () => closers.close() };
  } catch (error) {
    await closers.close().catch((worse) => log.error({ err: worse }, 'closing after a failed start'));
    throw error;
  }
}
