import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Transport } from '@connectrpc/connect';
import type { TimedClock } from '../../../platform/clock.ts';
import { hostOf, portOf } from '../../../platform/engines/settings.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { startSchedule } from '../../../platform/schedule.ts';
import type { Replica } from '../host.ts';

/** A way to one process. */
export interface Line {
  readonly transport: Transport;
  /** Calls that run go on to their end. */
  close(): void;
}

export interface ReplicasOptions {
  /** Opens a way to the process at an IPv4 address, as host:port. */
  readonly open: (address: string) => Line;
  readonly clock: TimedClock;
  readonly closers: Closers;
  /** The addresses of all processes that a name stands for; as DNS has them unless told. */
  readonly processesOf?: (address: string) => Promise<readonly string[]>;
}

/** A name may stand for other processes by then. */
const lookUpEveryMs = 5_000;

/** Each process at the addresses, as of the last look-up; a process that a name stands for no more is let go. */
export function replicasAt(addresses: readonly string[], options: ReplicasOptions): () => readonly Replica[] {
  const { open, clock, closers, processesOf = inDns } = options;
  const lines = new Map<string, Line>();
  let current: readonly Replica[] = [];

  const take = (found: readonly string[]) => {
    const all = new Set(found);
    for (const address of all) if (!lines.has(address)) lines.set(address, open(address));
    for (const [address, line] of lines) {
      if (all.has(address)) continue;
      lines.delete(address);
      line.close();
    }
    current = [...lines].map(([address, { transport }]) => ({ address, transport }));
  };
  const lookUp = async (signal: AbortSignal) => {
    try {
      const found = await Promise.all(addresses.map(processesOf));
      if (!signal.aborted) take(found.flat());
    } catch {
      // What a name server does not answer now, it does later; the processes known stay.
    }
  };

  const isFixed = addresses.every((address) => isIP(hostOf(address)));
  const lookUps = isFixed
    ? undefined
    : startSchedule({ clock, everyMs: lookUpEveryMs, first: 'now', work: lookUp });
  if (isFixed) take(addresses);
  closers.add({
    name: `channels to each of ${addresses}`,
    close() {
      // A name server may be silent for long: what it still answers is not used.
      void lookUps?.stop();
      take([]);
    },
  });
  return () => current;
}

async function inDns(address: string): Promise<string[]> {
  const found = await lookup(hostOf(address), { all: true, family: 4 });
  return found.map(({ address: ip }) => `${ip}:${portOf(address)}`);
}
