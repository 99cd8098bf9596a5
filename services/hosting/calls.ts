import type { DescMethod } from '@bufbuild/protobuf';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { calls as graph } from '../graph/calls.ts';
import { calls as ops } from '../ops/calls.ts';
import { calls as post } from '../post/calls.ts';
import { calls as timeline } from '../timeline/calls.ts';
import type { ServiceName } from './names.ts';

/** Who has a service's token: the services, what stands before them, and the command line on the machine. */
export type CallerName = ServiceName | 'gateway' | 'command-line';

/** What every process asks that checks users' tokens. */
const ofProcesses: readonly DescMethod[] = [
  UserMeshService.method.checkSession,
  UserMeshService.method.getSigningKeys,
];

/** The table of calls between services, RPC by RPC: a callee lets nobody else in, and neither does the mesh. */
export const callsOf: Readonly<Record<CallerName, readonly DescMethod[]>> = {
  user: ofProcesses,
  graph: [...ofProcesses, ...graph],
  post: [...ofProcesses, ...post],
  media: [],
  timeline: [...ofProcesses, ...timeline],
  search: [],
  trend: [],
  notification: [],
  analytics: [],
  ops: [...ofProcesses, ...ops],
  gateway: ofProcesses,
  'command-line': [UserMeshService.method.setRole],
};

const allowed: ReadonlyMap<string, ReadonlySet<DescMethod>> = new Map(
  Object.entries(callsOf).map(([caller, methods]) => [caller, new Set(methods)]),
);

/** Whether a service, by the name in its token, declares that it calls the RPC. */
export function mayCall(service: string, method: DescMethod): boolean {
  return allowed.get(service)?.has(method) ?? false;
}
