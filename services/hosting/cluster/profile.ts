import { randomUUID } from 'node:crypto';
import type { EventBus } from '../../../platform/events/port.ts';
import { type LeasedIds, leasedIds } from '../../../platform/leases/leased-ids.ts';
import type { LeaseStore } from '../../../platform/leases/port.ts';
import { postgresLeaseMigration, postgresLeases } from '../../../platform/leases/postgres.ts';
import { memoize } from '../../../platform/memoize.ts';
import { type GrpcTransport, grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { declaredBus } from '../declared-bus.ts';
import type { Replica } from '../host.ts';
import type { OpenedProfile, ProcessContext } from '../process-context.ts';
import { processEngines } from '../process-engines.ts';
import { clusterMesh, targetOf } from './mesh.ts';
import { engineOpener, type OpenEngine } from './open-engines.ts';
import { readAccessKeys, readClusterSecrets } from './secrets.ts';

/**
 * Opens the real engines, and gRPC channels to other processes. A process that hosts no service opens no engine.
 *
 * @throws ConfigError; EngineRefused at once; DomainError of an engine that does not answer for a minute
 */
export async function openCluster(context: ProcessContext): Promise<OpenedProfile> {
  const { services, layout, config, clock, closers, traces } = context;
  const { cluster, addresses, processes } = config;
  const composes = layout.hosts.length > 0;
  const secretsOf = memoize((service: string) =>
    readClusterSecrets(cluster.secretsDir, { service, secrets: composes ? services.secrets : [] }),
  );
  for (const { name } of layout.hosts) secretsOf(name);
  const { secret, meshKeys } = secretsOf(layout.caller);
  const { outgoing: traceHeaders } = traces;
  const keysOf = (service: string) => secretsOf(service).ownKeys;
  const mesh = clusterMesh({ keysOf, clock, closers, traceHeaders });
  const owner = `${layout.name}-${randomUUID()}`;
  const base = composes ? await openBase(context, owner) : undefined;

  const hostOf: OpenedProfile['hostOf'] = async (service, host) => {
    if (base === undefined) throw new Error(`${layout.name} hosts no service`);
    const { engine, ids, leases, bus } = base;
    const replicasOf = memoize((name: string): (() => readonly Replica[]) =>
      mesh.replicas(service.name, processes[name]?.length ? processes[name] : (addresses[name] ?? [])),
    );
    return {
      ...host,
      profile: 'cluster',
      ids,
      idClock: { ...clock, nowMs: ids.nowMs },
      bus: declaredBus(service, bus),
      engine,
      shared: {
        leases,
        owner,
        accessKeys: () => readAccessKeys(cluster.secretsDir, clock),
        services: services.built.map(({ name }) => name),
        replicas: (name) => replicasOf(name)(),
      },
    };
  };
  return {
    meshKeys,
    secret,
    hostOf,
    transport: (caller, callee) => mesh.transport(caller, addresses[callee] ?? []),
    ...(layout.listens === 'edge' && { channels: passingChannels(context) }),
    problem: () => base?.ids.clockProblem(),
  };
}

/** The engines that every service uses. */
interface Base {
  readonly engine: OpenEngine;
  readonly leases: LeaseStore;
  readonly ids: LeasedIds;
  readonly bus: EventBus;
}

async function openBase(context: ProcessContext, owner: string): Promise<Base> {
  const { config, clock, closers, log } = context;
  const ids = Promise.withResolvers<LeasedIds>();
  const engine = engineOpener(context, { owner, idNowMs: async () => (await ids.promise).nowMs });
  const schemas = await engine(processEngines.leases);
  const leases = postgresLeases(await schemas.schema('skein_platform', [postgresLeaseMigration]));
  const leased = await leasedIds({
    leases,
    clock,
    owner,
    allowedSkewMs: config.product.clockSkewMs,
    onError: (err) => log.warn({ err }, 'node id lease'),
  });
  closers.add({ name: 'node id lease', close: () => leased.close() });
  ids.resolve(leased);
  return { engine, leases, ids: leased, bus: await engine(processEngines.events) };
}

/**
 * Channels for forwarded calls. They retry nothing and add no service token, unlike the channels of the process's own calls.
 */
function passingChannels({
  services,
  layout,
  config,
  closers,
}: ProcessContext): ReadonlyMap<string, GrpcTransport> {
  const others = services.built.filter((service) => !layout.hosts.includes(service));
  return new Map(
    others.map(({ name }) => {
      const address = targetOf(config.addresses[name]!);
      const channel = grpcTransport({ address, balance: true, dependency: true });
      closers.add({ name: `channel to ${name}`, close: () => channel.close() });
      return [name, channel];
    }),
  );
}
