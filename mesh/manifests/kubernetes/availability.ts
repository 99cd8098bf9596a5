import type { ExternalCaller } from '../../../services/hosting/external-callers.ts';
import { callsTo } from '../callers.ts';
import { httpPort, namespaceOf } from '../names.ts';
import { kind } from '../object.ts';
import type { Workload } from '../workloads.ts';

const autoscaler = kind('autoscaling/v2', 'HorizontalPodAutoscaler');
const budget = kind('policy/v1', 'PodDisruptionBudget');
export const network = kind('networking.k8s.io/v1', 'NetworkPolicy');

type Named = Pick<Workload, 'name'>;

/**
 * A process uses one core at most, and refuses calls before that (ADR 8). New pods come at 60 % of its cores, which leaves time
 * to start them. Streams stay where they are, so pods are removed slowly.
 */
export const scaling = ({ name }: Named, { container = 'skein', cores = 1 } = {}) =>
  autoscaler(name, {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'cpu',
          container,
          target: { type: 'AverageValue', averageValue: `${600 * cores}m` },
        },
      },
    ],
    behavior: {
      scaleUp: { policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
      },
    },
  });

/** Node upgrades take one pod of a workload at a time. */
export const disruption = ({ name }: Named) =>
  budget(name, { maxUnavailable: 1, selector: { matchLabels: { app: name } } });

/** The port on which a sidecar serves probes and figures. */
export const sidecarPorts = [15_020, 15_021, 15_090];

/**
 * The second lock, below mTLS: pods are reached by pods of the mesh, and by the namespaces of other teams that call them. Egress
 * needs DNS, Istio and the engines' networks, which overlays add.
 */
export function networkPolicies(workloads: readonly Workload[], external: readonly ExternalCaller[]) {
  const port = (number: number) => ({ protocol: 'TCP', port: number });
  const inNamespace = (name: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  });
  const member = { podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'skein' } } };
  return [
    network('deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    network('mesh', {
      podSelector: member.podSelector,
      policyTypes: ['Egress'],
      egress: [
        { to: [member] },
        { to: [inNamespace('istio-system')], ports: [port(15_012)] },
        { to: [inNamespace('observability')], ports: [port(4_317), port(4_318)] },
        { to: [inNamespace('kube-system')], ports: [port(53), { protocol: 'UDP', port: 53 }] },
      ],
    }),
    ...workloads.map((workload) => {
      const { name, grpcPort } = workload;
      const others = external.filter((each) => callsTo(each, workload, []).length > 0);
      return network(name, {
        podSelector: { matchLabels: { app: name } },
        policyTypes: ['Ingress'],
        ingress: [
          { from: [member], ports: [port(grpcPort), port(httpPort)] },
          { from: [inNamespace('monitoring')], ports: [port(httpPort), ...sidecarPorts.map(port)] },
          ...others.map(({ principal }) => ({
            from: [inNamespace(namespaceOf(principal))],
            ports: [port(grpcPort)],
          })),
        ],
      });
    }),
  ];
}
