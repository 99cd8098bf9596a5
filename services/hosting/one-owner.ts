import { singleOwner } from '../../platform/leases/single-owner.ts';
import type { HostOf, Profile } from './host.ts';

/** Something that runs until it is stopped. */
export interface Started {
  stop(): Promise<void>;
}

/**
 * Runs work in one process of a service at a time: in this process in the embedded profile, in the process that holds the
 * lease in a cluster. The work stops with the process.
 */
export function oneOwner(host: HostOf[Profile], work: string, start: () => Started): void {
  const { clock, closers, log } = host;
  const onError = (err: unknown) => log.warn({ err }, work);
  if (host.profile === 'embedded') {
    const started = start();
    closers.add({ name: work, close: () => started.stop() });
    return;
  }
  const { leases, owner } = host.shared;
  const single = singleOwner({ leases, clock, work, owner, onError, start: async () => start() });
  closers.add({ name: work, close: () => single.stop() });
}
