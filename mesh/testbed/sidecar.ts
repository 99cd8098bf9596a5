import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineNode } from '../engines/engine.ts';
import { folderOf, type Place } from '../engines/place.ts';
import { principalOf } from '../manifests/names.ts';
import { authority, identity } from './authority.ts';
import { authorityFolder, meshConfig } from './istiod.ts';
import type { Pod } from './pods.ts';

const host = '127.0.0.1';

export interface Programs {
  /** The folder of istiod, pilot-agent and the bootstrap file of Envoy. */
  readonly istio: string;
  readonly envoy: string;
  /** How long a workload's certificate lives. */
  readonly certificateLife: string;
}

/** The sidecar's administration, health and figures. */
export const sidecarPorts = ({ firstPort }: Pod) => ({
  admin: firstPort,
  status: firstPort + 1,
  probe: firstPort + 2,
  figures: firstPort + 3,
});

/** A sidecar: Istio's agent and Envoy, as beside a process in Kubernetes. */
export function sidecar(place: Place, pod: Pod, programs: Programs): EngineNode {
  const ports = sidecarPorts(pod);
  const name = `sidecar-${pod.name}`;
  const identityFolder = join(folderOf(place, name), 'identity');
  return {
    name,
    host,
    port: ports.status,
    async prepare(folder) {
      rmSync(join(folder, 'etc'), { recursive: true, force: true });
      identity(authority(authorityFolder(place)), identityFolder, principalOf(pod.app, pod.namespace));
    },
    command: () => ({
      program: join(programs.istio, 'pilot-agent'),
      args: ['proxy', 'sidecar', '--log_output_level', 'default:warn'],
      env: {
        // Otherwise the agent looks for the metadata service of a cloud.
        CLOUD_PLATFORM: 'none',
        INSTANCE_IP: pod.inbound,
        POD_NAME: pod.name,
        POD_NAMESPACE: pod.namespace,
        SERVICE_ACCOUNT: pod.app,
        TRUST_DOMAIN: 'cluster.local',
        PROV_CERT: identityFolder,
        ISTIO_META_INTERCEPTION_MODE: 'NONE',
        ISTIO_META_CLUSTER_ID: 'Kubernetes',
        ISTIO_METAJSON_LABELS: JSON.stringify({ app: pod.app, pod: pod.name }),
        ENVOY_STATUS_PORT: String(ports.probe),
        ENVOY_PROMETHEUS_PORT: String(ports.figures),
        ISTIO_BOOTSTRAP: join(programs.istio, 'envoy_bootstrap.json'),
        SECRET_TTL: programs.certificateLife,
        PROXY_CONFIG: JSON.stringify({
          ...meshConfig(place).defaultConfig,
          binaryPath: programs.envoy,
          proxyAdminPort: ports.admin,
          statusPort: ports.status,
          concurrency: 1,
          drainDuration: '5s',
        }),
      },
    }),
    async ready() {
      const response = await fetch(`http://${host}:${ports.status}/healthz/ready`, {
        signal: AbortSignal.timeout(2_000),
      });
      if (!response.ok) throw new Error(`${name} is not ready: ${response.status}`);
    },
  };
}
