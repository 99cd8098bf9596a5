import type { Outbox } from '../../platform/events/outbox.ts';
import { type Relay, startRelay } from '../../platform/events/relay.ts';
import { singleOwner } from '../../platform/leases/single-owner.ts';
import type { HostOf, Profile } from './host.ts';

/** How soon the process that relays sees what another one committed, in milliseconds. */
const pollEveryMs = 25;

/**
 * Starts the one relay of a service's outbox: here, or in whichever of the service's processes holds the lease; where each
 * process has an outbox of its own, in each. It is closed with the process. Answers the relay while it runs in this
 * process.
 */
export function runRelay(host: HostOf[Profile], service: string, outbox: Outbox): () => Relay | undefined {
  const { bus, clock, closers, log } = host;
  const onError = (err: unknown) => log.warn({ err }, `relay of the ${service} service`);
  const start = (more: { pollEveryMs?: number } = {}) =>
    startRelay({ outbox, bus, timers: clock, onError, ...more });
  let relay: Relay | undefined;
  if (host.profile === 'embedded' || outbox.isOfProcess) {
    const started = start();
    relay = started;
    closers.add({ name: `${service} relay`, close: () => started.stop() });
    return () => relay;
  }
  const { leases, owner: process } = host.shared;
  const owner = singleOwner({
    leases,
    clock,
    work: `${service}-relay`,
    owner: process,
    onError,
    async start() {
      const started = start({ pollEveryMs });
      relay = started;
      return {
        async stop() {
          relay = undefined;
          await started.stop();
        },
      };
    },
  });
  closers.add({ name: `${service} relay`, close: () => owner.stop() });
  return () => relay;
}
