import { services } from '../../services/registry.ts';
import { network } from '../cluster/network.ts';
import type { Engine } from '../engines/engine.ts';
import type { Place } from '../engines/place.ts';
import { enginesNamed } from '../engines/registry.ts';
import { clusterAddresses } from '../manifests/kubernetes/workload.ts';
import { yamlOf } from '../manifests/object.ts';
import { workloadsOf } from '../manifests/workloads.ts';
import { type Build, buildProduction } from './build.ts';
import { configure, istiod } from './istiod.ts';
import { overlayOf } from './overlay.ts';
import { frontPorts, type Pod, podsOf } from './pods.ts';
import { type Programs, sidecar } from './sidecar.ts';

export interface Testbed {
  readonly place: Place;
  readonly pods: readonly Pod[];
  readonly build: Build;
  /** How many processes a service has. */
  readonly replicas: (service: string) => number;
  /** The control plane, then the sidecars, then the services, in the order of starting. */
  readonly control: Engine;
  readonly sidecars: Engine;
  readonly skein: Engine;
}

export interface TestbedOptions {
  readonly programs: Programs;
  /** Workloads with two processes; others have one. */
  readonly doubled: readonly string[];
}

/** Services beside sidecars on one machine, with the control plane and the manifests of production. */
export async function testbed(place: Place, { programs, doubled }: TestbedOptions): Promise<Testbed> {
  const pods = podsOf(place, doubled);
  const build = await buildProduction(programs.istio);
  const part = (name: string, nodes: Engine['nodes']): Engine => ({
    name,
    version: '',
    get: async () => {},
    nodes,
    settings: () => ({}),
  });
  const control: Engine = {
    ...part('istiod', () => [istiod(place, programs.istio)]),
    async join() {
      configure(place, 'production.yaml', build.text);
      configure(place, 'testbed.yaml', yamlOf(overlayOf(build, pods)));
    },
  };
  const sidecars = part('sidecars', () => pods.map((pod) => sidecar(place, pod, programs)));
  const replicas = (service: string) => (doubled.includes(service) ? 2 : 1);
  const skein = meshed(place, pods, replicas);
  return { place, pods, build, replicas, control, sidecars, skein };
}

/** The processes of the cluster profile, each behind its sidecar, with the addresses that they have in Kubernetes. */
function meshed(place: Place, pods: readonly Pod[], replicas: Testbed['replicas']): Engine {
  const engines = Object.assign({}, ...enginesNamed('').map((engine) => engine.settings(place)));
  const clusterNames = clusterAddresses(workloadsOf(services));
  const each = new Map(pods.map((pod) => [pod.name, pod]));
  return network({
    settings: engines,
    replicas,
    ...frontPorts(place),
    environmentOf: (name) => ({
      ...clusterNames,
      NODE_OPTIONS: `--import=${new URL('./cluster-dns.ts', import.meta.url).href}`,
      MESH_OUTBOUND_ADDRESS: each.get(name)?.outbound ?? '',
    }),
  });
}
