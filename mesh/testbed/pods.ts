import { services } from '../../services/registry.ts';
import { grpcPortOf, operationsPort } from '../cluster/network.ts';
import type { Place } from '../engines/place.ts';
import { httpPort, namespace } from '../manifests/names.ts';
import { type Workload, workloadsOf } from '../manifests/workloads.ts';

/** A process and its sidecar, or a sidecar alone that tests call from. */
export interface Pod {
  /** The name of the process in the cluster profile, such as user-1. */
  readonly name: string;
  readonly namespace: string;
  /** Its label `app`, and its service account. */
  readonly app: string;
  /** The loopback address at which its sidecar takes calls of others: the pod's address in Kubernetes. */
  readonly inbound: string;
  /** The loopback address at which its sidecar takes calls of its own process: what redirection does in Kubernetes. */
  readonly outbound: string;
  /** The ports that it serves, and where its process listens; none for callers. */
  readonly serves: readonly {
    readonly name: 'grpc' | 'http';
    readonly port: number;
    readonly process: string;
  }[];
  /** The first of the sidecar's own four ports. */
  readonly firstPort: number;
}

/** Programs without a process here: the edge, operators, and a program of another namespace. */
const callers = [
  { name: 'edge', namespace },
  { name: 'operator', namespace },
  { name: 'intruder', namespace: 'other' },
] as const;

/** The ports of the front's process. */
export const frontPorts = ({ offset }: Place) => ({
  grpcPort: 20_051 + offset * 10,
  httpPort: 20_071 + offset * 10,
});

/** All pods of a test bed, with one process of each workload, or two of those named. */
export function podsOf(place: Place, doubled: readonly string[]): readonly Pod[] {
  const processes = workloadsOf(services).flatMap((workload) =>
    (doubled.includes(workload.name) ? [1, 2] : [1]).map((number) => processOf(place, workload, number)),
  );
  const all = [...processes, ...callers.map((each) => ({ ...each, app: each.name, serves: [] }))];
  const third = place.offset / 100;
  return all.map((pod, index) => ({
    ...pod,
    inbound: `127.40.${third}.${index + 1}`,
    outbound: `127.41.${third}.${index + 1}`,
    firstPort: 16_000 + place.offset + index * 4,
  }));
}

function processOf(place: Place, workload: Workload, number: number) {
  const [first] = workload.services;
  const front = frontPorts(place);
  const grpc = first === undefined ? front.grpcPort : grpcPortOf(place, first, number);
  const http = first === undefined ? front.httpPort : operationsPort(grpc);
  return {
    name: first === undefined ? workload.name : `${workload.name}-${number}`,
    namespace,
    app: workload.name,
    serves: [
      { name: 'grpc' as const, port: workload.grpcPort, process: `127.0.0.1:${grpc}` },
      { name: 'http' as const, port: httpPort, process: `127.0.0.1:${http}` },
    ],
  };
}
