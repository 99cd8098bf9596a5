import { randomUUID } from 'node:crypto';
import { proxiedServices } from '../../edge/gateway/rpc-proxy.ts';
import { pageTokens } from '../../platform/pages.ts';
import { retryUntilReady, warnWhileWaiting } from '../../platform/retry-until-ready.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import type { ComposedProcess, Listeners, OpenListeners } from './composed-process.ts';
import type { Service } from './define-service.ts';
import { type CallGuard, callGuard } from './guard/call-guard.ts';
import type { Composed, Operations } from './host.ts';
import { inContext, skeinVersion } from './in-context.ts';
import { inProcessMesh } from './in-process-mesh.ts';
import type { Layout } from './layout.ts';
import { openListenersOf } from './listeners/open-listeners.ts';
import type { HostBase, OpenedProfile, OpenProfile, ProcessContext } from './process-context.ts';
import type { ProcessOptions } from './process-options.ts';

export interface RunningProcess extends Omit<Listeners, 'serve'> {
  readonly layout: Layout;
  readonly bind: string;
  /** Drains and closes everything. No acknowledged write is lost. */
  close(): Promise<void>;
}

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
  const { context, result } = await inContext(options, async (context) =>
    serve(context, await compose(context, options), options.openListeners),
  );
  const { layout, config, closers } = context;
  const { grpcPort, httpPort } = result;
  return { layout, bind: config.process.bind, grpcPort, httpPort, close: () => closers.close() };
}

/**
 * Opens the engines of the services of a process, which brings their schemas up to date, and closes them. It consumes nothing,
 * takes no calls and makes none.
 *
 * @throws ConfigError
 */
export async function migrateSchemas(options: ProcessOptions): Promise<void> {
  const { context } = await inContext(options, (context) => compose(context, options));
  await context.closers.close();
}

/** The services of a process with their engines, before they run. */
interface ComposedServices extends Unhosted {
  readonly composed: ReadonlyMap<Service, Composed>;
  readonly state: { serving: boolean };
}

async function compose(context: ProcessContext, options: ProcessOptions): Promise<ComposedServices> {
  const { services, layout, traces, stopping } = context;
  const { freeze = false, mayCall = services.mayCall, overrides = {} } = options;
  const { openProfile = openProfiles[layout.profile] } = options;
  for (const name of Object.keys(overrides)) services.of(name);
  const profile = await openProfile(context);

  const inProcess = inProcessMesh({ traceHeaders: traces.outgoing, freeze });
  const transport: ComposedProcess['transport'] = (caller, callee) =>
    profile.transport === undefined || hosts(layout, callee)
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
  return { context, profile, guard, operations, transport, composed, state };
}

const hosts = (layout: Layout, name: string) => layout.hosts.some((service) => service.name === name);

async function serve(
  context: ProcessContext,
  { composed, state, ...process }: ComposedServices,
  openListeners: OpenListeners = openListenersOf[context.layout.listens],
): Promise<Listeners> {
  const { layout, clock, closers, log, stopping } = context;
  const { profile, guard } = process;
  await retryUntilReady(clock, () => guard.accessKeys.fetch(), {
    signal: stopping,
    passes: () => !hosts(layout, 'user'),
    onWait: warnWhileWaiting('the user service', (line) => log.warn(line)),
  });
  for (const service of composed.values()) {
    stopping.throwIfAborted();
    await service.start();
  }
  stopping.throwIfAborted();

  const hosted = handlersOf(context, { composed, profile, guard });
  const listeners = await openListeners({ ...process, hosted });
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
      version: skeinVersion,
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
