import { hostOf, namespace } from '../manifests/names.ts';
import { type KubernetesObject, kind } from '../manifests/object.ts';
import type { Build } from './build.ts';
import type { Pod } from './pods.ts';

const istio = 'networking.istio.io/v1';

/**
 * What stands in for Kubernetes and for the redirection of a pod's traffic: the hosts that Services would make, the pods that
 * Deployments would make, and for each pod a Sidecar with addresses of its own. Nothing else is added to production's
 * manifests, and nothing in them is changed.
 */
export function overlayOf({ objects }: Build, pods: readonly Pod[]): readonly KubernetesObject[] {
  const services = objects.filter((each) => each.kind === 'Service');
  const scopes = new Map(
    objects
      .filter((each) => each.kind === 'Sidecar')
      .map(({ metadata, spec }) => [metadata.name, spec.egress![0]!.hosts]),
  );
  return [
    ...services.map(({ metadata: { name }, spec: { ports, selector } }) =>
      kind(istio, 'ServiceEntry')(`service-${name}`, {
        hosts: [hostOf(name)],
        location: 'MESH_INTERNAL',
        resolution: 'STATIC',
        ports: ports!.map((port) => ({
          number: port.port,
          targetPort: port.targetPort,
          name: port.name,
          protocol: port.name === 'grpc' ? 'GRPC' : 'HTTP',
        })),
        workloadSelector: { labels: { app: selector!.app } },
      }),
    ),
    ...pods
      .filter(({ serves }) => serves.length > 0)
      .map(({ name, app, inbound }) =>
        kind(istio, 'WorkloadEntry')(name, {
          address: inbound,
          labels: { app, pod: name },
          serviceAccount: app,
        }),
      ),
    ...pods.map((pod) => sidecarOf(pod, scopes.get(pod.app))),
  ];
}

/** Of several Sidecars for a workload the first by name counts: this one, which has the scope of production's. */
function sidecarOf(pod: Pod, hosts: readonly string[] = [`${namespace}/*`]): KubernetesObject {
  const { name, app, inbound, outbound, serves } = pod;
  return kind(
    istio,
    'Sidecar',
    pod.namespace,
  )(`0-${name}`, {
    workloadSelector: { labels: { app, pod: name } },
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    ...(serves.length > 0 && {
      ingress: serves.map(({ name, port, process }) => ({
        port: { number: port, protocol: name === 'grpc' ? 'GRPC' : 'HTTP', name },
        bind: inbound,
        captureMode: 'NONE',
        defaultEndpoint: process,
      })),
    }),
    egress: [{ bind: outbound, captureMode: 'NONE', hosts }],
  });
}
