import type { Outbox } from '../../platform/events/outbox.ts';
import { type Relay, startRelay } from '../../platform/events/relay.ts';
import type { HostOf, Profile } from './host.ts';
import { oneOwner } from './one-owner.ts';

/**
 * How often the relay polls for what other processes committed, in milliseconds; commits of its own process wake it. Every
 * poll is a query: at 25 ms an idle Dgraph used 0.22 of a core.
 */
const pollEveryMs = 250;

/**
 * Starts the single relay of a service's outbox: here in the embedded profile, in the process that holds the lease in a
 * cluster. If each process has its own outbox, each process starts a relay. The relay is closed with the process.
 *
 * @returns the relay, as long as it runs in this process
 */
export function runRelay(host: HostOf[Profile], service: string, outbox: Outbox): () => Relay | undefined {
  const { bus, clock, closers, log, metrics } = host;
  const onError = (err: unknown) => log.warn({ err }, `relay of the ${service} service`);
  const start = (more: { pollEveryMs?: number } = {}) =>
    startRelay({ outbox, bus, timers: clock, onError, ...more });
  let relay: Relay | undefined;
  metrics.watchOutbox(service, () => relay?.waiting() ?? outbox.waiting([]));
  if (outbox.isOfProcess) {
    relay = start();
    closers.add({ name: `${service} relay`, close: relay.stop });
    return () => relay;
  }
  oneOwner(host, `${service}-relay`, () => {
    // Only polling finds what other processes committed.
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
