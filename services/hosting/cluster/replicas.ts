import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Transport } from '@connectrpc/connect';
import type { TimedClock } from '../../../platform/clock.ts';
import { hostOf, portOf } from '../../../platform/engines/settings.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { startSchedule } from '../../../platform/schedule.ts';
import type { Replica } from '../host.ts';

/** A channel to one process. */
export interface Channel {
  readonly transport: Transport;
  /** Closes the channel after its running calls end. */
  close(): void;
}

export interface ReplicasOptions {
  /**
   * Opens a channel to the process at an IPv4 address, as host:port. The authority is the DNS name that the address comes
   * from: a sidecar knows by it which service is called.
   */
  readonly open: (address: string, authority: string | undefined) => Channel;
  readonly clock: TimedClock;
  readonly closers: Closers;
  /** The addresses of all processes behind a DNS name. Default: a DNS look-up. */
  readonly processesOf?: (address: string) => Promise<readonly string[]>;
}

/** How often a name is resolved again, in milliseconds. */
const lookUpEveryMs = 5_000;

/**
 * One channel to each process at the addresses, as of the last look-up. The channel of a process that DNS no longer lists is
 * closed.
 */
export function replicasAt(addresses: readonly string[], options: ReplicasOptions): () => readonly Replica[] {
  const { open, clock, closers, processesOf = inDns } = options;
  const isFixed = addresses.every((address) => isIP(hostOf(address)));
  const authority = isFixed ? undefined : addresses[0];
  const channels = new Map<string, Channel>();
  let current: readonly Replica[] = [];

  const update = (found: readonly string[]) => {
    const all = new Set(found);
    for (const address of all) if (!channels.has(address)) channels.set(address, open(address, authority));
    for (const [address, channel] of channels) {
      if (all.has(address)) continue;
      channels.delete(address);
      channel.close();
    }
    current = [...channels].map(([address, { transport }]) => ({ address, transport }));
  };
  const lookUp = async (signal: AbortSignal) => {
    try {
      const found = await Promise.all(addresses.map(processesOf));
      if (!signal.aborted) update(found.flat());
    } catch {
      // The look-up failed. The known processes stay until a later look-up succeeds.
    }
  };

  const lookUps = isFixed
    ? undefined
    : startSchedule({ clock, everyMs: lookUpEveryMs, first: 'now', work: lookUp });
  if (isFixed) update(addresses);
  closers.add({
    name: `channels to each of ${addresses}`,
    close() {
      // The stop does not wait for a running look-up; its result is not used.
      void lookUps?.stop();
      update([]);
    },
  });
  return () => current;
}

async function inDns(address: string): Promise<string[]> {
  const found = await lookup(hostOf(address), { all: true, family: 4 });
  return found.map(({ address: ip }) => `${ip}:${portOf(address)}`);
}
