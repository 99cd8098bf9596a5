import { isIP } from 'node:net';
import type { Transport } from '@connectrpc/connect';
import type { KeyRing } from '../../../platform/auth/keys.ts';
import { serviceTokenSource } from '../../../platform/auth/service-tokens.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { hostOf } from '../../../platform/engines/settings.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { memoize } from '../../../platform/memoize.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { forwarding, unaryTimeoutMs } from '../../../platform/rpc/outgoing.ts';
import { retryBudget, retrying } from '../../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../../platform/rpc/transport.ts';
import type { Replica } from '../host.ts';
import { replicasAt } from './replicas.ts';

export interface ClusterMeshOptions {
  /** The keys that sign the tokens of a service of this process. */
  readonly keysOf: (service: string) => KeyRing;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly traceHeaders: () => Readonly<Record<string, string>>;
}

/** Transports from the services of a process to services in other processes. */
export interface ClusterMesh {
  /** Spreads calls over all processes at the addresses. */
  transport(caller: string, addresses: readonly string[]): Transport;
  /** One transport to each process. */
  replicas(caller: string, addresses: readonly string[]): () => readonly Replica[];
}

/**
 * gRPC channels in plain text; the sidecars of the mesh encrypt between machines. Each call carries the token of the calling
 * service beside the user's token. Idempotent calls are retried for a moment: another process answers, or the failed one is
 * back.
 */
export function clusterMesh(options: ClusterMeshOptions): ClusterMesh {
  const { keysOf, clock, closers, traceHeaders } = options;
  const open = (addresses: readonly string[], authority?: string) =>
    grpcTransport({
      address: targetOf(addresses),
      balance: true,
      dependency: true,
      ...(authority !== undefined && { authority }),
    });
  const shared = memoize((addresses: string) => {
    const channel = open(addresses.split(','));
    closers.add({ name: `channel to ${addresses}`, close: () => channel.close() });
    return retrying(channel as Calls, { budget: retryBudget(), attempts: 3, clock });
  });
  const tokensOf = memoize((service: string) =>
    serviceTokenSource({ service, ring: keysOf(service), clock }),
  );
  const as = (caller: string, calls: Calls) => {
    const tokens = tokensOf(caller);
    return forwarding(asTransport(bounded(calls)), {
      serviceToken: () => tokens.token(),
      headers: traceHeaders,
    });
  };

  return {
    transport: (caller, addresses) => as(caller, shared(addresses.join(','))),
    replicas: (caller, addresses) =>
      replicasAt(addresses, {
        open(address, authority) {
          const channel = open([address], authority);
          return { transport: as(caller, channel as Calls), close: () => channel.close() };
        },
        clock,
        closers,
      }),
  };
}

/** The target in grpc-js's syntax: a list of IPv4 addresses, or a DNS name. */
export function targetOf(addresses: readonly string[]): string {
  const ips = addresses.every((address) => isIP(hostOf(address)) === 4);
  return ips ? `ipv4:${addresses.join(',')}` : `dns:///${addresses[0]}`;
}

/** Sets the deadline of unary calls that have none and run outside a call with a deadline. */
function bounded({ unary, stream }: Calls): Calls {
  return {
    unary(method, signal, timeoutMs, ...rest) {
      return unary(method, signal, unaryTimeoutMs(method, timeoutMs, currentCall()), ...rest);
    },
    stream,
  };
}
