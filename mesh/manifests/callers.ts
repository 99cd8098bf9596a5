import type { DescMethod, DescService } from '@bufbuild/protobuf';
import type { ExternalCaller } from '../../services/hosting/external-callers.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { principalOf } from './names.ts';
import { descriptorsOf, type Workload } from './workloads.ts';

/** An identity of the mesh, and the RPCs that it may call. */
export interface MeshCaller {
  readonly name: string;
  readonly principal: string;
  readonly calls: readonly DescMethod[];
}

/** The path of an RPC over gRPC. */
export const pathOf = ({ parent, name }: DescMethod) => `/${parent.typeName}/${name}`;

/**
 * The table of callers: each workload with the declared calls of its services, the front with every public RPC, operators,
 * and other teams. A workload of several services is one identity with the calls of all of them.
 */
export function callersOf(
  table: ServiceTable,
  workloads: readonly Workload[],
  external: readonly ExternalCaller[],
): readonly MeshCaller[] {
  const declared = (caller: string) => table.callsOf.get(caller) ?? [];
  const publicRpcs = table.built.flatMap((service) => service.public).flatMap(({ methods }) => methods);
  const processes = workloads.map(({ name, services }) => ({
    name,
    principal: principalOf(name),
    calls:
      services.length === 0
        ? [...publicRpcs, ...declared('gateway')]
        : services.flatMap((each) => declared(each.name)),
  }));
  const operator = { name: 'operator', principal: principalOf('operator'), calls: declared('command-line') };
  return [...processes, operator, ...external].map((each) => ({ ...each, calls: [...new Set(each.calls)] }));
}

/** The RPCs of a workload that a caller may call. */
export function callsTo(
  caller: MeshCaller,
  workload: Workload,
  ofEachProcess: readonly DescService[],
): DescMethod[] {
  const answered = new Set([
    ...descriptorsOf(workload),
    ...(workload.services.length > 0 ? ofEachProcess : []),
  ]);
  return caller.calls.filter(({ parent }) => answered.has(parent));
}
