import type { AnyEngine } from '../../../platform/engines/engine.ts';
import { processEngines } from '../../../services/hosting/process-engines.ts';
import type { ServiceTable } from '../../../services/hosting/service-table.ts';
import type { MeshCaller } from '../callers.ts';
import { hostOf, processesHostOf } from '../names.ts';
import { type KubernetesObject, kind } from '../object.ts';
import type { Workload } from '../workloads.ts';

const sidecar = kind('networking.istio.io/v1', 'Sidecar');
const entry = kind('networking.istio.io/v1', 'ServiceEntry');

/** The host under which egress knows an engine, or the mail relay. It is a name of this configuration only, not of DNS. */
const outsideHost = (name: string) => `${name}.outside.skein.internal`;

/** The ports of engines, as their clients use them. */
const portOf: Readonly<Record<string, number>> = {
  cassandra: 9_042,
  dgraph: 9_080,
  elasticsearch: 9_200,
  kafka: 9_092,
  postgres: 5_432,
  redis: 6_379,
};
const mailPort = 587;
/** The services that send mail. */
const mailSenders = ['notification'];

/** Where traces go. */
const collector = 'observability/*';

/** What each workload can reach: the services that it calls, the engines that it declares, and nothing else. */
export function scopes(
  table: ServiceTable,
  workloads: readonly Workload[],
  callers: readonly MeshCaller[],
): readonly KubernetesObject[] {
  const inNamespace = (host: string) => `./${host}`;
  const edge = sidecar('edge', {
    workloadSelector: { labels: { app: 'edge' } },
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    egress: [{ hosts: [inNamespace(hostOf('front')), collector] }],
  });
  const ofWorkloads = workloads.map(({ name, services }) => {
    const calls = callers.find((caller) => caller.name === name)?.calls ?? [];
    const called = new Set(calls.map(({ parent }) => parent));
    const callees = table.built.filter((service) =>
      [...service.public, ...service.mesh].some((each) => called.has(each)),
    );
    const asksEachProcess = table.built.some((service) =>
      service.ofEachProcess.some((each) => called.has(each)),
    );
    const hosts = [
      ...callees.map((each) => hostOf(each.name)),
      ...(services.length > 0
        ? (asksEachProcess ? table.built : callees).map((each) => processesHostOf(each.name))
        : []),
      ...(services.length > 0 ? enginesOf(services).map(({ name }) => outsideHost(name)) : []),
      ...(services.some((each) => mailSenders.includes(each.name)) ? [outsideHost('mail')] : []),
    ];
    return sidecar(name, {
      workloadSelector: { labels: { app: name } },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      egress: [{ hosts: [...hosts.map(inNamespace), collector] }],
    });
  });
  return [...ofWorkloads, edge];
}

function enginesOf(services: Workload['services']): readonly AnyEngine[] {
  return [...new Set([...Object.values(processEngines), ...services.flatMap(({ engines }) => engines)])];
}

/**
 * Egress: one entry for each engine, and one for the mail relay. Overlays set the networks. Engines have several nodes, which
 * clients find by themselves, so an entry is a network and a port. Clients encrypt; sidecars pass the bytes on.
 */
export function egress(table: ServiceTable): readonly KubernetesObject[] {
  const ports = [
    ...table.engines.map(({ name }) => [name, portOf[name]] as const),
    ['mail', mailPort] as const,
  ];
  return ports.map(([name, port]) => {
    if (port === undefined) throw new Error(`${name} has no port in mesh/manifests/istio/scope.ts`);
    const object = entry(name, {
      hosts: [outsideHost(name)],
      // Documentation addresses, which no overlay leaves.
      addresses: ['192.0.2.0/24'],
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution: 'NONE',
      ports: [{ number: port, name: `tcp-${name}`, protocol: 'TCP' }],
    });
    const labels = { 'skein/outside': name === 'mail' ? 'mail' : 'engine' };
    return { ...object, metadata: { ...object.metadata, labels } };
  });
}
