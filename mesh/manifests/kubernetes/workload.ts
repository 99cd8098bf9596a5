import { addressesEnv, processesEnv } from '../../../services/hosting/cluster/addresses.ts';
import { secretFiles } from '../../../services/hosting/cluster/secrets.ts';
import { hostOf, httpPort, namespace, processesHostOf } from '../names.ts';
import { type KubernetesObject, kind } from '../object.ts';
import type { Workload } from '../workloads.ts';
import { componentLabel, deploymentOf, identityOf, leaveSeconds, securityContext } from './pod.ts';

const secretsFolder = '/secrets';
const dataFolder = '/data';
const inFolder = (path: string) => path.slice(secretsFolder.length + 1);

/** The Deployment of a workload. */
export function deployment(workloads: readonly Workload[], workload: Workload): KubernetesObject {
  return deploymentOf(workload.name, {
    spec: { containers: [container(workloads, workload)], volumes: volumesOf(workload) },
  });
}

/**
 * Brings the schemas of a workload's services up to date, before its pods are replaced. It calls no service, so it has no
 * sidecar, which would have to end with it.
 */
export function migration(workloads: readonly Workload[], workload: Workload): KubernetesObject {
  const { name, args } = workload;
  const { image, envFrom, env, resources, volumeMounts } = container(workloads, workload);
  const labels = { 'app.kubernetes.io/part-of': 'skein', [componentLabel]: 'migration' };
  const job = kind('batch/v1', 'Job')(`migrate-${name}`, {
    // A process that waited a minute for its engines ends.
    backoffLimit: 5,
    activeDeadlineSeconds: 1_800,
    ttlSecondsAfterFinished: 86_400,
    template: {
      metadata: { labels: { ...labels, 'sidecar.istio.io/inject': 'false' } },
      spec: {
        ...identityOf(name),
        restartPolicy: 'Never',
        containers: [
          {
            name: 'migrate',
            image,
            args: ['migrate', ...args],
            envFrom,
            env,
            resources,
            securityContext,
            volumeMounts,
          },
        ],
        volumes: volumesOf(workload),
      },
    },
  });
  return { ...job, metadata: { ...job.metadata, labels } };
}

const volumesOf = (workload: Workload) => [
  { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
  { name: 'secrets', projected: { defaultMode: 0o440, sources: secretSources(workload) } },
  { name: 'engine-authorities', configMap: { name: 'engine-authorities', optional: true } },
];

function container(workloads: readonly Workload[], workload: Workload) {
  const grpc = { port: workload.grpcPort };
  return {
    name: 'skein',
    image: 'skein',
    args: workload.args,
    envFrom: [{ configMapRef: { name: 'engines' } }, { secretRef: { name: 'engine-passwords' } }],
    env: Object.entries(environment(workloads, workload)).map(([name, value]) => ({ name, value })),
    ports: [
      { name: 'grpc', containerPort: workload.grpcPort },
      { name: 'http', containerPort: httpPort },
    ],
    startupProbe: { grpc, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { grpc, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 2 },
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10, failureThreshold: 6 },
    lifecycle: { preStop: { sleep: { seconds: leaveSeconds } } },
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    securityContext,
    volumeMounts: [
      { name: 'data', mountPath: dataFolder },
      { name: 'secrets', mountPath: secretsFolder, readOnly: true },
      { name: 'engine-authorities', mountPath: '/engine-authorities', readOnly: true },
    ],
  };
}

/** The settings that follow from the layout. Engines and passwords are inputs of an overlay. */
function environment(workloads: readonly Workload[], workload: Workload): Readonly<Record<string, string>> {
  return {
    SKEIN_PROFILE: 'cluster',
    SKEIN_BIND: '0.0.0.0',
    SKEIN_GRPC_PORT: String(workload.grpcPort),
    SKEIN_HTTP_PORT: String(httpPort),
    SKEIN_DATA_DIR: dataFolder,
    SKEIN_SECRETS_DIR: secretsFolder,
    // A sidecar delivers every call from this address.
    SKEIN_TRUSTED_PROXIES: '127.0.0.6',
    ...clusterAddresses(workloads),
  };
}

/** The settings with the addresses of services. */
export function clusterAddresses(workloads: readonly Workload[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    workloads.flatMap(({ services, grpcPort }) =>
      services.flatMap(({ name, port }) => [
        [addressesEnv(name), `${hostOf(name)}:${port}`],
        [processesEnv(name), `${processesHostOf(name)}:${grpcPort}`],
      ]),
    ),
  );
}

/** How long a kubelet may take to replace the files of a changed Secret, in milliseconds: its sync period and its cache. */
export const secretMountMs = 2 * 60_000;

/** The keys that may verify users' tokens at one time: the signing key, its successor, and its predecessor. */
const accessKeys = ['key-0', 'key-1', 'key-2'].map((key, index) => ({
  secret: {
    name: 'skein-access-keys',
    ...(index > 0 && { optional: true }),
    items: [{ key, path: inFolder(`${secretFiles.accessKeys(secretsFolder)}/${key}.jwk`) }],
  },
}));

/** Of all secrets of the deployment, those that the workload's services read. */
function secretSources({ services }: Workload) {
  const callers = services.length === 0 ? ['gateway'] : services.map(({ name }) => name);
  const names =
    services.length === 0 ? [] : ['page-tokens', ...new Set(services.flatMap(({ secrets }) => secrets))];
  const file = (key: string, path: string) => ({ key, path: inFolder(path) });
  return [
    {
      secret: {
        name: 'skein-secrets',
        items: names.map((name) => file(`${name}.secret`, secretFiles.secret(secretsFolder, name))),
      },
    },
    {
      secret: {
        name: 'skein-service-keys',
        items: [file('published', secretFiles.publishedServiceKeys(secretsFolder))],
      },
    },
    ...callers.map((caller) => ({
      secret: {
        name: 'skein-service-keys',
        items: [file(caller, `${secretFiles.serviceKeys(secretsFolder, caller)}/current.jwk`)],
      },
    })),
    ...(callers.includes('user') ? accessKeys : []),
  ].filter(({ secret }) => secret.items.length > 0);
}

/** The Services in front of a workload: one for each service that it hosts, and a headless one that lists its pods. */
export function servicesOf(workload: Workload): readonly KubernetesObject[] {
  const service = kind('v1', 'Service');
  const selector = { app: workload.name };
  const ports = (grpcPort: number) => [
    { name: 'grpc', port: grpcPort, targetPort: workload.grpcPort, appProtocol: 'grpc' },
    { name: 'http-operations', port: httpPort, targetPort: httpPort },
  ];
  if (workload.services.length === 0)
    return [service(workload.name, { selector, ports: ports(workload.grpcPort) })];
  return workload.services.flatMap(({ name, port }) => [
    service(name, { selector, ports: ports(port) }),
    // A call to a pod's address keeps the port of that pod.
    service(`${name}-processes`, {
      clusterIP: 'None',
      selector,
      ports: ports(workload.grpcPort).slice(0, 1),
    }),
  ]);
}

export const serviceAccount = ({ name }: { readonly name: string }): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace },
});

/** Istio adds a sidecar to every pod of the namespace. */
export const namespaceObject = () => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace,
    labels: { 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'baseline' },
  },
});
