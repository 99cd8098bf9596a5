import { type KubernetesObject, kind } from '../object.ts';

/** How long a process may take to stop: longer than the sum of its drain and of the closers after it. */
const graceSeconds = 45;
/** How long a pod still answers after its stop signal, so that sidecars elsewhere have taken it from their lists. */
export const leaveSeconds = 5;

/** What no container may do. */
export const securityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

interface PodOptions {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: object;
}

/** The component of objects that a release applies last: after all settings, policies and migrations. */
export const componentLabel = 'app.kubernetes.io/component';

/** A Deployment that replaces its pods one by one. An autoscaler sets their number. */
export function deploymentOf(app: string, pod: PodOptions): KubernetesObject {
  const object = kind('apps/v1', 'Deployment')(app, {
    revisionHistoryLimit: 3,
    selector: { matchLabels: { app } },
    strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: podOf(app, pod),
  });
  return { ...object, metadata: { ...object.metadata, labels: { [componentLabel]: 'process' } } };
}

/** The pods of a Deployment, which the scheduler spreads over zones and nodes; each has a sidecar. */
function podOf(app: string, { annotations = {}, spec }: PodOptions): object {
  const spread = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { app } },
  });
  return {
    metadata: {
      labels: { app, 'app.kubernetes.io/part-of': 'skein', 'sidecar.istio.io/inject': 'true' },
      annotations: {
        // The process opens connections at its start; at its end the sidecar leaves last.
        'proxy.istio.io/config': JSON.stringify({
          holdApplicationUntilProxyStarts: true,
          proxyMetadata: {
            EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true',
            MINIMUM_DRAIN_DURATION: `${leaveSeconds}s`,
          },
        }),
        ...annotations,
      },
    },
    spec: {
      ...identityOf(app),
      terminationGracePeriodSeconds: graceSeconds + leaveSeconds,
      topologySpreadConstraints: [spread('topology.kubernetes.io/zone'), spread('kubernetes.io/hostname')],
      ...spec,
    },
  };
}

/** A service account, and a user without rights on the node. */
export const identityOf = (account: string) => ({
  serviceAccountName: account,
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 10_001,
    runAsGroup: 10_001,
    fsGroup: 10_001,
    seccompProfile: { type: 'RuntimeDefault' },
  },
});
