import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { proxiedServices } from '../../edge/gateway/rpc-proxy.ts';
import { systemClock, type TimedClock } from '../../platform/clock.ts';
import { type Environment, loadConfig } from '../../platform/config.ts';
import { closers as closerStack } from '../../platform/lifecycle.ts';
import { pageTokens } from '../../platform/pages.ts';
import { retryUntilReady, warnWhileWaiting } from '../../platform/retry-until-ready.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import { createLog, type Logger } from '../../platform/telemetry/log.ts';
import { logLevels } from '../../platform/telemetry/log-levels.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';
import { startTraces } from '../../platform/telemetry/traces.ts';
import type { UncaughtErrors } from '../../platform/telemetry/uncaught.ts';
import type { ComposedProcess, Listeners, OpenListeners } from './composed-process.ts';
import type { Service } from './define-service.ts';
import { type CallGuard, callGuard } from './guard/call-guard.ts';
import type { Composed, Operations } from './host.ts';
import { inProcessMesh } from './in-process-mesh.ts';
import { checkProfile, type Layout, layoutOf } from './layout.ts';
import { openListenersOf } from './listeners/open-listeners.ts';
import type { HostBase, OpenedProfile, OpenProfile, ProcessContext } from './process-context.ts';
import type { ServiceTable } from './service-table.ts';
import { scriptVariables, settingGroups } from './settings.ts';

export interface ProcessOptions extends ProcessOverrides {
  readonly services: ServiceTable;
  readonly env: Environment;
  /** Which part of the network this process is. Default: every service in one process. */
  readonly layout?: Layout;
  /** Uncaught errors of the process. Absent where several networks share one process. */
  readonly uncaught?: UncaughtErrors;
  /** Ends the start: what is open is closed, and the start rejects with the signal's reason. */
  readonly stopping?: AbortSignal;
}

/** Overrides for tests. There is no other way to change a start. */
export interface ProcessOverrides {
  readonly clock?: TimedClock;
  readonly log?: Logger;
  /** Overrides of composition roots, by service. */
  readonly overrides?: Readonly<Record<string, object | undefined>>;
  /** Whether the metrics include figures of the whole process. False where several networks share one. Default true. */
  readonly processFigures?: boolean;
  /** Replaces the table of which service may call which RPC. */
  readonly mayCall?: ServiceTable['mayCall'];
  /** Freezes and validates messages between services, so that a test fails where code changes a message. */
  readonly freeze?: boolean;
  /** Replaces the profile's engines. */
  readonly openProfile?: OpenProfile;
  /** Replaces the listeners on ports. */
  readonly openListeners?: OpenListeners;
}

export interface RunningProcess extends Omit<Listeners, 'serve'> {
  readonly layout: Layout;
  readonly bind: string;
  /** Drains and closes everything. No acknowledged write is lost. */
  close(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Imports a profile, and so its drivers, only where it is used. */
const openProfiles = {
  embedded: async (context) => (await import('./embedded/profile.ts')).openEmbedded(context),
  cluster: async (context) => (await import('./cluster/profile.ts')).openCluster(context),
} satisfies Record<string, OpenProfile>;

/**
 * Starts a process of the network. Every process starts this way, in both profiles. Each step adds what it opens to the
 * closers; a stop or a failed step closes them in reverse order.
 *
 * @throws ConfigError; the reason of an aborted `stopping`
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { services, env, layout = layoutOf(services, []), clock = systemClock, uncaught } = options;
  const { stopping = new AbortController().signal } = options;
  const config = loadConfig(settingGroups(services), env, { alsoKnown: scriptVariables });
  checkProfile(layout, config.process.profile);
  const levels = logLevels(options.log ?? createLog({ level: config.process.logLevel }), clock);
  const log = levels.child({ service: layout.name });
  const closers = closerStack(clock);
  try {
    const { processFigures = true } = options;
    const metrics = createMetrics({ version, nowMs: clock.nowMs, processFigures });
    uncaught?.report(log, metrics.registry);
    const service = layout.name === 'skein' ? layout.name : `skein-${layout.name}`;
    const traces = await startTraces({ endpoint: config.process.otlpEndpoint, service, version });
    closers.add({ name: 'traces', close: () => traces.close() });
    const parts = { services, layout, env, config, clock, closers, log, levels, metrics, traces };
    const context = { ...parts, stopping };
    const { grpcPort, httpPort } = await start(context, options);
    return { layout, bind: config.process.bind, grpcPort, httpPort, close: () => closers.close() };
  } catch (error) {
    await closers
      .close()
      .catch((closeError) => log.error({ err: closeError }, 'closing after a failed start'));
    throw error;
  }
}

async function start(context: ProcessContext, options: ProcessOptions): Promise<Listeners> {
  const { services, layout, clock, closers, log, traces, stopping } = context;
  const { freeze = false, mayCall = services.mayCall, overrides = {} } = options;
  const { openProfile = openProfiles[layout.profile], openListeners = openListenersOf[layout.listens] } =
    options;
  for (const name of Object.keys(overrides)) services.of(name);
  const profile = await openProfile(context);

  const inProcess = inProcessMesh({ traceHeaders: traces.outgoing, freeze });
  const hostsIt = (name: string) => layout.hosts.some((service) => service.name === name);
  const transport: ComposedProcess['transport'] = (caller, callee) =>
    profile.transport === undefined || hostsIt(callee)
      ? inProcess.transport(caller, callee)
      : profile.transport(caller, callee);
  const guard = callGuard(context, {
    meshKeys: profile.meshKeys,
    userTransport: transport(layout.caller, 'user'),
    mayCall,
    validateInner: freeze,
  });

  const state = { serving: false };
  const operations = operationsOf(context, profile, () => state.serving);
  const composed = new Map<Service, Composed>();
  for (const service of layout.hosts) {
    stopping.throwIfAborted();
    const base = hostBase(service, { context, profile, guard, operations, transport });
    const running = await service.compose!(await profile.hostOf(service, base), overrides[service.name]);
    inProcess.attach(service.name, running.hosted, guard.inner);
    composed.set(service, running);
  }
  await retryUntilReady(clock, () => guard.accessKeys.fetch(), {
    signal: stopping,
    passes: () => !hostsIt('user'),
    onWait: warnWhileWaiting('the user service', (line) => log.warn(line)),
  });
  for (const service of composed.values()) {
    stopping.throwIfAborted();
    await service.start();
  }
  stopping.throwIfAborted();

  const hosted = handlersOf(context, { composed, profile, guard });
  const listeners = await openListeners({ context, profile, guard, operations, hosted, transport });
  listeners.serve();
  state.serving = true;
  closers.add({
    name: 'serving',
    close() {
      state.serving = false;
    },
  });
  return listeners;
}

function operationsOf(
  { layout, clock, levels }: ProcessContext,
  { deadLetters }: OpenedProfile,
  serving: () => boolean,
): Operations {
  return {
    process: {
      instance: `${layout.name}-${randomUUID().slice(0, 8)}`,
      services: layout.hosts.map(({ name }) => name),
      version,
      startedMs: clock.nowMs(),
      serving,
    },
    logLevels: levels,
    ...(deadLetters && { deadLetters }),
  };
}

type Unhosted = Omit<ComposedProcess, 'hosted'>;

/** The host of a service. The service gets only what it declares. */
function hostBase({ name }: Service, { context, profile, guard, operations, transport }: Unhosted): HostBase {
  const { services, env, clock, closers, levels, metrics, stopping } = context;
  return {
    env,
    clock,
    log: levels.child({ service: name }),
    metrics,
    pageTokens: pageTokens(profile.secret('page-tokens')),
    secret: services.secretsOf(name, profile.secret),
    transport(callee) {
      services.checkCallee(name, callee);
      return transport(name, callee);
    },
    sessionEnded: (sessionId) => guard.sessions.revoked(sessionId),
    roleChanged: (userId) => guard.sessions.roleChanged(userId),
    famousKnown: (isFamous) => guard.readers.know({ isFamous }),
    closers,
    stopping,
    operations,
  };
}

interface Handlers {
  readonly composed: ReadonlyMap<Service, Composed>;
  readonly profile: OpenedProfile;
  readonly guard: CallGuard;
}

/**
 * Guarded handlers of the services that run here. An edge process also has those of all other public services, and forwards
 * their calls over the channels. The process that handles a call checks who may make it. An RPC without a handler answers
 * UNIMPLEMENTED.
 */
function handlersOf(context: ProcessContext, { composed, profile, guard }: Handlers): readonly Hosted[] {
  const { services, layout, clock, config } = context;
  const ofService = (service: Service): readonly Hosted[] => {
    const running = composed.get(service);
    if (running !== undefined) return guarded(running.hosted, guard.outer, guard.publicInterceptors);
    if (layout.listens === 'mesh') return [];
    const channel = profile.channels?.get(service.name);
    const handlers =
      channel === undefined
        ? service.public.map((each) => ({ service: each, impl: {} }))
        : proxiedServices(service.public, {
            transportTo: () => channel,
            timers: clock,
            takeMs: config.product.slowReaderMs,
            addressOf: guard.addressOf,
          });
    return guarded(handlers, guard.publicInterceptors, guard.publicInterceptors);
  };
  return services.all.flatMap(ofService);
}
