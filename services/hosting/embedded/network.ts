import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { systemClock, type TimedClock } from '../../../platform/clock.ts';
import { ConfigError, loadConfig } from '../../../platform/config.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { callLimits } from '../../../platform/limits/call-limits.ts';
import { trustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import { pageTokens } from '../../../platform/pages.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { limitFigures } from '../../../platform/telemetry/limit-figures.ts';
import { accessLog, createLog } from '../../../platform/telemetry/log.ts';
import { logLevels } from '../../../platform/telemetry/log-levels.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { startTraces } from '../../../platform/telemetry/traces.ts';
import type { UncaughtErrors } from '../../../platform/telemetry/uncaught.ts';
import { declaredBus } from '../declared-bus.ts';
import { type GuardOptions, guard } from '../guard/guard.ts';
import { readersOf } from '../guard/readers.ts';
import { shedding } from '../guard/shedding.ts';
import { signingKeys } from '../guard/signing-keys.ts';
import type { Composed, EmbeddedHost, Operations } from '../host.ts';
import { inProcessMesh } from '../in-process-mesh.ts';
import type { Servers } from '../listeners/grpc-listener.ts';
import { builtPage, openListeners } from '../listeners/listeners.ts';
import type { ServiceTable } from '../service-table.ts';
import { scriptVariables, settingGroups } from '../settings.ts';
import { openEmbedded } from './engines.ts';

export interface NetworkOptions {
  readonly services: ServiceTable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock?: TimedClock;
  readonly log?: Logger;
  /** Overrides of composition roots, by service: the seam for tests. */
  readonly overrides?: Readonly<Record<string, object | undefined>>;
  /** Figures of the whole process among the metrics; off where several networks share one. Default true. */
  readonly processFigures?: boolean;
  /** Which services may call what, for tests that look at it. */
  readonly mayCall?: GuardOptions['mayCall'];
  /** Freezes messages between services, so that a test fails where one is changed. */
  readonly freeze?: boolean;
  /** Uncaught errors of the process; of no interest where several networks share one. */
  readonly uncaught?: UncaughtErrors;
}

export interface Network extends Omit<Servers, 'serve'> {
  readonly bind: string;
  /** Drains and closes everything; nothing that was acknowledged is lost. */
  close(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Starts every service in this process, on the embedded engines. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { services, env, clock = systemClock, overrides = {}, freeze = false } = options;
  const config = loadConfig(settingGroups(services), env, { alsoKnown: scriptVariables });
  const { process: settings, product } = config;
  if (settings.profile !== 'embedded') {
    throw new ConfigError(['SKEIN_PROFILE is cluster: services/main.ts hosts the embedded profile only.']);
  }
  const log = options.log ?? createLog({ level: settings.logLevel });
  const levels = logLevels(log, clock);
  const closers = closerStack(clock);
  const state = { serving: false };
  try {
    const metrics = createMetrics({
      version,
      nowMs: clock.nowMs,
      processFigures: options.processFigures ?? true,
    });
    options.uncaught?.report(log, metrics.registry);
    const traces = await startTraces({ endpoint: settings.otlpEndpoint, service: 'skein', version });
    closers.add({ name: 'traces', close: () => traces.close() });
    const engines = await openEmbedded({
      dataDir: settings.dataDir,
      clock,
      closers,
      metrics,
      log,
      allowedSkewMs: product.clockSkewMs,
      onError: (what, error) => log.error({ err: error }, what),
    });
    const mesh = inProcessMesh({ traceHeaders: traces.outgoing, freeze });
    const toUser = mesh.transport('gateway', 'user');
    const accessKeys = signingKeys(toUser, clock, (error) => log.error({ err: error }, 'signing keys'));
    const readers = readersOf(clock);
    const admit = shedding({ turnMs: settings.overloadTurnMs, clock, metrics, log, readers, closers });
    const proxies = trustedProxies(settings.trustedProxies);
    const limits = callLimits({
      settings: config.limits,
      clock,
      refused: limitFigures([metrics.registry]),
    });
    const { outer, unserved, limited, entranceLimits, inner, sessions, access } = guard({
      clock,
      accessKeys,
      meshKeys: engines.meshKeys,
      clockSkewMs: product.clockSkewMs,
      sessionTtlMs: product.heartbeatMs,
      userTransport: toUser,
      mayCall: options.mayCall ?? services.mayCall,
      proxies,
      admit,
      limits,
      observers: [
        observe({ monotonicMs: clock.monotonicMs, ...metrics.calls, log: accessLog(log) }),
        traces.interceptor,
      ],
      // Inner calls are told when they fail, for there the cause is still known.
      innerObservers: [observe({ monotonicMs: clock.monotonicMs, log: accessLog(log) }), traces.interceptor],
      validateInner: freeze,
    });
    readers.know({ access, sessions, limits });
    const operations: Operations = {
      process: {
        instance: `skein-${randomUUID().slice(0, 8)}`,
        services: services.built.map(({ name }) => name),
        version,
        startedMs: clock.nowMs(),
        serving: () => state.serving,
      },
      logLevels: levels,
      deadLetters: engines.deadLetters,
    };
    const tokens = pageTokens(engines.secret('page-tokens'));
    for (const name of Object.keys(overrides)) services.of(name);
    const composed: Composed[] = [];
    const hosted: Hosted[] = [];
    for (const service of services.all) {
      const { name } = service;
      const host: EmbeddedHost = {
        profile: settings.profile,
        env,
        dataDir: settings.dataDir,
        database: engines.storage.open,
        clock,
        ids: engines.ids,
        idClock: { ...clock, nowMs: engines.ids.nowMs },
        log: levels.child({ service: name }),
        metrics,
        bus: declaredBus(service, engines.bus),
        pageTokens: tokens,
        secret: services.secretsOf(name, engines.secret),
        transport(callee) {
          services.checkCallee(name, callee);
          return mesh.transport(name, callee);
        },
        sessionEnded: (sessionId) => sessions.revoked(sessionId),
        roleChanged: (userId) => sessions.roleChanged(userId),
        famousKnown: (isFamous) => readers.know({ isFamous }),
        closers,
        operations,
      };
      const running = await service.compose?.(host, overrides[name]);
      if (running !== undefined) composed.push(running);
      const handlers = running?.hosted ?? service.public.map((each) => ({ service: each, impl: {} }));
      mesh.attach(name, handlers, inner);
      hosted.push(...guarded(handlers, outer, unserved));
    }
    await accessKeys.fetch();
    for (const service of composed) await service.start();
    const servers = await openListeners({
      services,
      bind: settings.bind,
      grpcPort: settings.grpcPort,
      httpPort: settings.httpPort,
      hosted,
      admit,
      guard: limited,
      storage: engines.storage,
      entranceLimits,
      refused: metrics.refused,
      limits: config.limits,
      gateway: {
        access,
        sessions,
        clock,
        heartbeatMs: product.heartbeatMs,
        jwks: accessKeys.published,
        limits,
        metrics: metrics.registry,
        pageDirectory: builtPage,
        proxies,
        settings: config.gateway,
        slowReaderMs: product.slowReaderMs,
      },
      closers,
    });
    servers.serve();
    state.serving = true;
    closers.add({
      name: 'serving',
      close() {
        state.serving = false;
      },
    });
    return {
      bind: settings.bind,
      grpcPort: servers.grpcPort,
      httpPort: servers.httpPort,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close().catch((worse) => log.error({ err: worse }, 'closing after a failed start'));
    throw error;
  }
}
