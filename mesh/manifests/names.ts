/** The namespace of all workloads. Overlays may not change it: principals and host names contain it. */
export const namespace = 'skein';
/** Istio's own namespace. Policies in it apply to the whole mesh. */
export const rootNamespace = 'istio-system';

/** The identity of a service account, as mTLS certificates carry it. */
export const principalOf = (account: string, ofNamespace = namespace) =>
  `cluster.local/ns/${ofNamespace}/sa/${account}`;

/** The namespace of a principal. */
export const namespaceOf = (principal: string): string => principal.split('/').at(-3)!;

/** The host of all processes of a service; the sidecar of the caller chooses a process for each call. */
export const hostOf = (service: string) => `${service}.${namespace}.svc.cluster.local`;

/** The host whose DNS entry lists every process of a service, for calls to each of them. */
export const processesHostOf = (service: string) => hostOf(`${service}-processes`);

/** The HTTP port of every process: operations, and at the front the gateway. */
export const httpPort = 8_080;
/** The gRPC port of the front. */
export const frontGrpcPort = 50_051;
