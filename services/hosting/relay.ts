import type { Outbox } from '../../platform/events/outbox.ts';
import { type Relay, startRelay } from '../../platform/events/relay.ts';
import type { HostOf, Profile } from './host.ts';
import { oneOwner } from './one-owner.ts';

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
  if (outbox.isOfProcess) {
    const started = start();
    closers.add({ name: `${service} relay`, close: () => started.stop() });
    return () => started;
  }
  oneOwner(host, `${service}-relay`, () => {
    // What other processes committed is found by polling alone.
    const started = start(host.profile === 'embedded' ? {} : { pollEveryMs });
    relay = started;
    return {
      async stop() {
        relay = undefined;
        await started.stop();
      },
    };
  });
  return () => relay;
}
