import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '../../../platform/clock.ts';
import { ConfigError, type Environment, loadConfig } from '../../../platform/config.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { trustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import { pageTokens } from '../../../platform/pages.ts';
import { patiently, waitingFor } from '../../../platform/patiently.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { accessLog, createLog } from '../../../platform/telemetry/log.ts';
import { logLevels } from '../../../platform/telemetry/log-levels.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { startTraces } from '../../../platform/telemetry/traces.ts';
import type { UncaughtErrors } from '../../../platform/telemetry/uncaught.ts';
import { declaredBus } from '../declared-bus.ts';
import { guard } from '../guard/guard.ts';
import { readersOf } from '../guard/readers.ts';
import { shedding } from '../guard/shedding.ts';
import { signingKeys } from '../guard/signing-keys.ts';
import type { ClusterHost, Operations } from '../host.ts';
import { inProcessMesh } from '../in-process-mesh.ts';
import { openServiceListeners } from '../listeners/service-listeners.ts';
import { opsMeshService } from '../ops-mesh-service.ts';
import type { Running } from '../run-process.ts';
import type { ServiceTable } from '../service-table.ts';
import { scriptVariables, settingGroups } from '../settings.ts';
import { openCluster } from './engines.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Starts one service in this process, on the real engines. @throws ConfigError */
export async function startService(
  services: ServiceTable,
  name: string,
  env: Environment,
  uncaught?: UncaughtErrors,
): Promise<Running> {
  const config = loadConfig(settingGroups(services), env, { alsoKnown: scriptVariables });
  const { process: settings, product } = config;
  if (settings.profile !== 'cluster') {
    throw new ConfigError([
      `SKEIN_PROFILE is ${settings.profile}: a service alone runs in the cluster profile only.`,
    ]);
  }
  const { compose, public: publicServices, port } = services.of(name);
  if (compose === undefined) throw new Error(`the ${name} service is not built yet`);
  const clock = systemClock;
  const levels = logLevels(createLog({ level: settings.logLevel }), clock);
  const log = levels.child({ service: name });
  const onWait = (line: string) => log.warn(line);
  const running = { serving: false };
  const closers = closerStack(clock);
  try {
    const metrics = createMetrics({ version, nowMs: clock.nowMs });
    uncaught?.report(log, metrics.registry);
    const traces = await startTraces({ endpoint: settings.otlpEndpoint, service: `skein-${name}`, version });
    closers.add({ name: 'traces', close: () => traces.close() });
    const { mesh, shared, ...engines } = await openCluster({
      service: name,
      services,
      config,
      clock,
      closers,
      traceHeaders: traces.outgoing,
      onError: (what, error) => log.warn({ err: error }, what),
      onWait,
    });
    const own = inProcessMesh({ traceHeaders: traces.outgoing });
    const transports = new Map(
      [...services.calleesOf(name)]
        .filter((callee) => callee !== name)
        .map((callee) => [callee, mesh.transport(config.addresses[callee]!)]),
    );
    const transport: ClusterHost['transport'] = (callee) => {
      services.checkCallee(name, callee);
      return transports.get(callee) ?? own.transport(name, callee);
    };
    const accessKeys = signingKeys(transport('user'), clock, (err) => log.warn({ err }, 'signing keys'));
    const readers = readersOf(clock);
    const admit = shedding({ turnMs: settings.overloadTurnMs, clock, metrics, log, readers, closers });
    const { outer, inner, sessions, access } = guard({
      clock,
      accessKeys,
      meshKeys: engines.meshKeys,
      clockSkewMs: product.clockSkewMs,
      sessionTtlMs: product.heartbeatMs,
      userTransport: transport('user'),
      mayCall: services.mayCall,
      proxies: trustedProxies(settings.trustedProxies),
      admit,
      observers: [
        observe({ monotonicMs: clock.monotonicMs, ...metrics.calls, log: accessLog(log) }),
        traces.interceptor,
      ],
      innerObservers: [observe({ monotonicMs: clock.monotonicMs, log: accessLog(log) })],
      validateInner: true,
    });
    readers.know({ access, sessions });
    const operations: Operations = {
      process: {
        instance: `${name}-${randomUUID().slice(0, 8)}`,
        services: [name],
        version,
        startedMs: clock.nowMs(),
        serving: () => running.serving,
      },
      logLevels: levels,
    };
    const host: ClusterHost = {
      profile: settings.profile,
      shared,
      env,
      clock,
      ids: engines.ids,
      idClock: { ...clock, nowMs: engines.ids.nowMs },
      log,
      metrics,
      bus: declaredBus(services.of(name), engines.bus),
      pageTokens: pageTokens(engines.secret('page-tokens')),
      secret: services.secretsOf(name, engines.secret),
      transport,
      sessionEnded: (sessionId) => sessions.revoked(sessionId),
      roleChanged: (userId) => sessions.roleChanged(userId),
      famousKnown: (isFamous) => readers.know({ isFamous }),
      closers,
      operations,
    };
    const service = await compose(host);
    own.attach(name, service.hosted, inner);
    await patiently(clock, () => accessKeys.fetch(), { onWait: waitingFor('the user service', onWait) });
    await service.start();
    const { grpcPort, httpPort, serve } = await openServiceListeners({
      bind: settings.bind,
      grpcPort: env.SKEIN_GRPC_PORT ? settings.grpcPort : port,
      httpPort: settings.httpPort,
      hosted: guarded([...service.hosted, opsMeshService(operations, metrics, clock)], outer),
      admit,
      problem: () => engines.ids.clockProblem(),
      timers: clock,
      refused: metrics.refused('grpc'),
      publicNames: publicServices.map(({ typeName }) => typeName),
      operations: { metrics: metrics.registry, jwks: accessKeys.published },
      closers,
    });
    serve();
    running.serving = true;
    closers.add({
      name: 'serving',
      close() {
        running.serving = false;
      },
    });
    return {
      banner: `The ${name} service: gRPC ${settings.bind}:${grpcPort}, operations http://${settings.bind}:${httpPort}\n`,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close().catch((worse) => log.error({ err: worse }, 'closing after a failed start'));
    throw error;
  }
}
