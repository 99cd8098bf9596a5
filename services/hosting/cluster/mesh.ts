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
import { forwarding } from '../../../platform/rpc/outgoing.ts';
import { retryBudget, retrying } from '../../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../../platform/rpc/transport.ts';
import type { Replica } from '../host.ts';
import { replicasAt } from './replicas.ts';

export interface ClusterMeshOptions {
  /** What a service of this process signs its tokens with. */
  readonly keysOf: (service: string) => KeyRing;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly traceHeaders: () => Readonly<Record<string, string>>;
}

/** How the services of a process reach those of others. */
export interface ClusterMesh {
  /** Spread over all processes at the addresses. */
  transport(caller: string, addresses: readonly string[]): Transport;
  /** Each process by itself. */
  replicas(caller: string, addresses: readonly string[]): () => readonly Replica[];
}

/** How long a call may take that works for no call with a deadline: for a consumer, or a stream. */
const aloneMs = 10_000;

/**
 * Channels of gRPC, in plain text: between machines the mesh's sidecars encrypt. Each call shows this service's own token
 * beside the user's. What may be repeated is, for a moment: a process that ended has others beside it, or is back soon.
 */
export function clusterMesh(options: ClusterMeshOptions): ClusterMesh {
  const { keysOf, clock, closers, traceHeaders } = options;
  const open = (addresses: readonly string[]) =>
    grpcTransport({ address: targetOf(addresses), balance: true, dependency: true });
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
        open(address) {
          const channel = open([address]);
          return { transport: as(caller, channel as Calls), close: () => channel.close() };
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
