import type { Service } from '../../services/hosting/define-service.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { type Groups, groupsOf } from '../cluster/layouts.ts';
import { frontGrpcPort } from './names.ts';

/** Processes that share an image, an identity and a policy. */
export interface Workload {
  /** Its label `app`, its service account, and its Deployment. */
  readonly name: string;
  /** The services that it hosts; none at the front. */
  readonly services: readonly Service[];
  /** The arguments of `services/main.ts`. */
  readonly args: readonly string[];
  readonly grpcPort: number;
}

/** The workloads of a layout: one for each group of services, and the front. */
export function workloadsOf(table: ServiceTable, groups: Groups = groupsOf(table)): readonly Workload[] {
  const front: Workload = { name: 'front', services: [], args: ['front'], grpcPort: frontGrpcPort };
  return [...groups.map(workloadOf), front];
}

function workloadOf(services: readonly Service[]): Workload {
  const args = services.map(({ name }) => name);
  return { name: args.join('-'), services, args, grpcPort: services[0]!.port };
}

/** All descriptors whose RPCs a workload answers. */
export const descriptorsOf = ({ services }: Workload) =>
  services.flatMap((service) => [...service.public, ...service.mesh]);
