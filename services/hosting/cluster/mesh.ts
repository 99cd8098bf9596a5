import { isIP } from 'node:net';
import type { Transport } from '@connectrpc/connect';
import type { KeyRing } from '../../../platform/auth/keys.ts';
import { serviceTokenSource } from '../../../platform/auth/service-tokens.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { hostOf } from '../../../platform/engines/settings.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { forwarding } from '../../../platform/rpc/outgoing.ts';
import { retryBudget, retrying } from '../../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../../platform/rpc/transport.ts';
import type { Replica } from '../host.ts';
import { replicasAt } from './replicas.ts';

export interface ClusterMeshOptions {
  /** Who calls. */
  readonly service: string;
  readonly ownKeys: KeyRing;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly traceHeaders: () => Readonly<Record<string, string>>;
}

/** How one service of a cluster reaches the others. */
export interface ClusterMesh {
  /** Spread over all processes at the addresses. */
  transport(addresses: readonly string[]): Transport;
  /** Each process by itself. */
  replicas(addresses: readonly string[]): () => readonly Replica[];
}

/** How long a call may take that works for no call with a deadline: for a consumer, or a stream. */
const aloneMs = 10_000;

/**
 * Channels of gRPC, in plain text: between machines the mesh's sidecars encrypt. Each call shows this service's own token
 * beside the user's. What may be repeated is, for a moment: a process that ended has others beside it, or is back soon.
 */
export function clusterMesh(options: ClusterMeshOptions): ClusterMesh {
  const { service, ownKeys, clock, closers, traceHeaders } = options;
  const tokens = serviceTokenSource({ service, ring: ownKeys, clock });
  const open = (addresses: readonly string[]) =>
    grpcTransport({ address: targetOf(addresses), balance: true, dependency: true });
  const asService = (calls: Calls) =>
    forwarding(asTransport(bounded(calls)), { serviceToken: () => tokens.token(), headers: traceHeaders });

  return {
    transport(addresses) {
      const channel = open(addresses);
      closers.add({ name: `channel to ${addresses}`, close: () => channel.close() });
      return asService(retrying(channel as Calls, { budget: retryBudget(), attempts: 3, clock }));
    },
    replicas: (addresses) =>
      replicasAt(addresses, {
        open(address) {
          const channel = open([address]);
          return { transport: asService(channel as Calls), close: () => channel.close() };
        },
        clock,
        closers,
      }),
  };
}

/** As grpc-js resolves it: a list of IPv4 addresses, or a name. */
export function targetOf(addresses: readonly string[]): string {
  const ips = addresses.every((address) => isIP(hostOf(address)) === 4);
  return ips ? `ipv4:${addresses.join(',')}` : `dns:///${addresses[0]}`;
}

/** Gives unary calls a deadline that have none and work for nobody who has one. */
function bounded({ unary, stream }: Calls): Calls {
  return {
    unary(method, signal, timeoutMs, ...rest) {
      const limitMs = timeoutMs ?? (currentCall()?.timeoutMs() === undefined ? aloneMs : undefined);
      return unary(method, signal, limitMs, ...rest);
    },
    stream,
  };
}
