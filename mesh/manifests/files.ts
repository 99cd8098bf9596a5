import { prod } from '../../edge/envoy/values/prod.ts';
import type { ExternalCaller } from '../../services/hosting/external-callers.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import type { Groups } from '../cluster/layouts.ts';
import { callersOf } from './callers.ts';
import { authentication } from './istio/authentication.ts';
import { authorization } from './istio/authorization.ts';
import { streamWindows, telemetry } from './istio/proxies.ts';
import { egress, scopes } from './istio/scope.ts';
import { destinations, frontRoutes, processRoutes, routesOf } from './istio/traffic.ts';
import { disruption, networkPolicies, scaling } from './kubernetes/availability.ts';
import { edgeName, edgeObjects } from './kubernetes/edge.ts';
import { deployment, migration, namespaceObject, serviceAccount, servicesOf } from './kubernetes/workload.ts';
import { type Files, yamlOf } from './object.ts';
import { workloadsOf } from './workloads.ts';

export interface ManifestOptions {
  readonly table: ServiceTable;
  readonly external: readonly ExternalCaller[];
  /** Which services share a process. Default: none. */
  readonly groups?: Groups;
}

/** The kustomize base of Istio's configuration. */
export function istioFiles({ table, external, groups }: ManifestOptions): Files {
  const workloads = workloadsOf(table, groups);
  const callers = callersOf(table, workloads, external);
  const ofEachProcess = table.built.flatMap((service) => service.ofEachProcess);
  return withIndex({
    'authentication.yaml': yamlOf(authentication(workloads)),
    'authorization.yaml': yamlOf(authorization(workloads, callers, ofEachProcess)),
    'destinations.yaml': yamlOf(destinations([...table.built, { name: 'front' }])),
    'routes.yaml': yamlOf([
      ...table.built.flatMap((each) => [routesOf(each), processRoutes(each)]),
      frontRoutes(prod.domains[0]!),
    ]),
    'scopes.yaml': yamlOf(scopes(table, workloads, callers)),
    'egress.yaml': yamlOf(egress(table)),
    'stream-windows.yaml': yamlOf(streamWindows(workloads)),
    'telemetry.yaml': yamlOf(telemetry()),
  });
}

/** The kustomize base of the workloads. */
export function kubernetesFiles({ table, external, groups }: ManifestOptions): Files {
  const workloads = workloadsOf(table, groups);
  return withIndex({
    'namespace.yaml': yamlOf([namespaceObject()]),
    'identities.yaml': yamlOf([...workloads, { name: edgeName }, { name: 'operator' }].map(serviceAccount)),
    'migrations.yaml': yamlOf(
      workloads.filter(({ services }) => services.length > 0).map((each) => migration(workloads, each)),
    ),
    'deployments.yaml': yamlOf(workloads.map((each) => deployment(workloads, each))),
    'edge.yaml': yamlOf(edgeObjects(prod)),
    'services.yaml': yamlOf(workloads.flatMap(servicesOf)),
    'availability.yaml': yamlOf(workloads.flatMap((each) => [scaling(each), disruption(each)])),
    'network-policies.yaml': yamlOf(networkPolicies(workloads, external)),
  });
}

function withIndex(files: Files): Files {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: Object.keys(files),
  };
  return { ...files, 'kustomization.yaml': yamlOf([kustomization]) };
}
