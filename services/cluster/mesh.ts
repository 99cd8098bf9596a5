import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Transport } from '@connectrpc/connect';
import type { KeyRing } from '../../platform/auth/keys.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import type { TimedClock } from '../../platform/clock.ts';
import { hostOf, portOf } from '../../platform/engines/settings.ts';
import type { Closers } from '../../platform/lifecycle.ts';
import { currentCall } from '../../platform/rpc/call.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { forwarding } from '../../platform/rpc/outgoing.ts';
import { retryBudget, retrying } from '../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import type { Replica } from '../host.ts';

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
/** A name may stand for other processes by then. */
const lookUpEveryMs = 5_000;

/**
 * Channels of gRPC, in plain text: between machines the mesh's sidecars encrypt. Each call shows this service's own token
 * beside the user's. What may be repeated is, for a moment: a process that ended has others beside it, or is back soon.
 */
export function clusterMesh(options: ClusterMeshOptions): ClusterMesh {
  const { service, ownKeys, clock, closers, traceHeaders } = options;
  const tokens = serviceTokenSource({ service, ring: ownKeys, clock });
  const channel = (target: string) => {
    const made = grpcTransport({ address: target, balance: true, dependency: true });
    closers.add({ name: `channel to ${target}`, close: () => made.close() });
    return made as Calls;
  };
  const asService = (calls: Calls) =>
    forwarding(asTransport(bounded(calls)), { serviceToken: () => tokens.token(), headers: traceHeaders });

  return {
    transport: (addresses) =>
      asService(retrying(channel(targetOf(addresses)), { budget: retryBudget(), attempts: 3, clock })),
    replicas(addresses) {
      const known = new Map<string, Replica>();
      const replica = (address: string): Replica => {
        const found = known.get(address) ?? {
          address,
          transport: asService(channel(targetOf([address]))),
        };
        known.set(address, found);
        return found;
      };
      if (addresses.every((address) => isIP(hostOf(address)))) {
        const all = addresses.map(replica);
        return () => all;
      }
      let current: readonly Replica[] = [];
      const lookUp = async () => {
        const found = await Promise.all(addresses.map((address) => processesOf(address)));
        current = found.flat().map(replica);
      };
      let cancel = () => {};
      const again = () => {
        // What a name server does not answer now, it does later; the processes known stay.
        lookUp()
          .catch(() => {})
          .finally(() => {
            cancel = clock.after(lookUpEveryMs, again);
          });
      };
      again();
      closers.add({ name: `look-ups of ${addresses}`, close: () => cancel() });
      return () => current;
    },
  };
}

async function processesOf(address: string): Promise<string[]> {
  const found = await lookup(hostOf(address), { all: true, family: 4 });
  return found.map(({ address: ip }) => `${ip}:${portOf(address)}`);
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
