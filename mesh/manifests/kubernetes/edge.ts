import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { bootstrap } from '../../../edge/envoy/bootstrap.ts';
import type { EdgeValues } from '../../../edge/envoy/values/values.ts';
import { type KubernetesObject, kind } from '../object.ts';
import { disruption, network, scaling, sidecarPorts } from './availability.ts';
import { deploymentOf, leaveSeconds, securityContext } from './pod.ts';

/** The label `app` of the edge's pods, and its service account. */
export const edgeName = 'edge';
const containerName = 'envoy';
const files = {
  bootstrap: '/etc/envoy/bootstrap',
  contract: '/etc/envoy/contract',
  tls: '/etc/envoy/tls',
};
/** Threads of Envoy. One serves thousands of calls a second. */
const threads = 2;

function statsOf({ stats }: EdgeValues) {
  if (stats === undefined) throw new Error('Prometheus reads the edge at stats');
  return stats;
}

/** The edge: an Envoy with the bootstrap of these values, and what a workload has. */
export function edgeObjects(values: EdgeValues): readonly KubernetesObject[] {
  const {
    listen: { port },
  } = values;
  const { port: statsPort } = statsOf(values);
  for (const [what, path] of [
    [values.contractFolder, files.contract],
    [values.tls.certificate, `${files.tls}/tls.crt`],
    [values.tls.key, `${files.tls}/tls.key`],
  ])
    if (what !== path) throw new Error(`the edge's pods have ${path}, not ${what}`);
  const text = stringify(bootstrap(values), { aliasDuplicateObjects: false, lineWidth: 0 });
  // Envoy reads the bootstrap at its start: another one is another pod, and pods of the version before keep theirs until the end.
  const bootstrapName = `edge-bootstrap-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  return [
    {
      ...kind('v1', 'ConfigMap')(bootstrapName, {}),
      spec: undefined,
      data: { 'envoy.yaml': text },
    },
    deployment(values, bootstrapName),
    kind('v1', 'Service')(edgeName, {
      type: 'LoadBalancer',
      // Keeps the addresses of clients, by which calls are limited.
      externalTrafficPolicy: 'Local',
      selector: { app: edgeName },
      ports: [{ name: 'https', port: 443, targetPort: port, appProtocol: 'https' }],
    }),
    // Inside the cluster only. Its sidecar takes an HTTP port that a Service names as HTTP, whose path a policy can allow.
    kind('v1', 'Service')(`${edgeName}-stats`, {
      clusterIP: 'None',
      selector: { app: edgeName },
      ports: [{ name: 'http-stats', port: statsPort, targetPort: statsPort, appProtocol: 'http' }],
    }),
    scaling({ name: edgeName }, { container: containerName, cores: threads }),
    disruption({ name: edgeName }),
    // Clients come from everywhere.
    network(edgeName, {
      podSelector: { matchLabels: { app: edgeName } },
      policyTypes: ['Ingress'],
      ingress: [
        { ports: [{ protocol: 'TCP', port }] },
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
          ports: [statsPort, ...sidecarPorts].map((port) => ({ protocol: 'TCP', port })),
        },
      ],
    }),
  ];
}

function deployment(values: EdgeValues, bootstrapName: string): KubernetesObject {
  const {
    listen: { port },
    domains,
  } = values;
  const { port: statsPort } = statsOf(values);
  const probe = {
    httpGet: {
      path: '/healthz',
      port: 'https',
      scheme: 'HTTPS',
      httpHeaders: [{ name: 'Host', value: domains[0] }],
    },
    timeoutSeconds: 2,
  };
  return deploymentOf(edgeName, {
    annotations: {
      // Clients speak TLS with the edge itself. Its calls to the front take the sidecar.
      'traffic.sidecar.istio.io/excludeInboundPorts': String(port),
    },
    spec: {
      // The contract comes from Skein's image, so that both are of one version.
      initContainers: [
        {
          name: 'contract',
          image: 'skein',
          command: ['cp', '/skein/gen/public.binpb', files.contract],
          securityContext,
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
          volumeMounts: [{ name: 'contract', mountPath: files.contract }],
        },
      ],
      containers: [
        {
          name: containerName,
          image: 'envoy',
          command: ['envoy'],
          args: [
            ...['--config-path', `${files.bootstrap}/envoy.yaml`],
            ...['--concurrency', String(threads), '--disable-hot-restart'],
          ],
          ports: [
            { name: 'https', containerPort: port },
            { name: 'stats', containerPort: statsPort },
          ],
          startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 60 },
          readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
          livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 6 },
          // Envoy ends at once when it is stopped: balancers have taken the pod from their lists by then, and streams resume elsewhere.
          lifecycle: { preStop: { sleep: { seconds: 2 * leaveSeconds } } },
          // The bootstrap bounds Envoy's heap below this.
          resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '2Gi' } },
          securityContext,
          volumeMounts: [
            { name: 'bootstrap', mountPath: files.bootstrap, readOnly: true },
            { name: 'contract', mountPath: files.contract, readOnly: true },
            { name: 'tls', mountPath: files.tls, readOnly: true },
          ],
        },
      ],
      volumes: [
        { name: 'bootstrap', configMap: { name: bootstrapName } },
        { name: 'contract', emptyDir: { sizeLimit: '16Mi' } },
        { name: 'tls', secret: { secretName: 'edge-tls', defaultMode: 0o440 } },
      ],
    },
  });
}
