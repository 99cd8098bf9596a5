import type { IncomingMessage } from 'node:http';
import { Arrivals } from '../../platform/rpc/arrivals.ts';

export interface BodyLimits {
  /** How long a body may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of bodies may be on their way, over all requests. */
  readonly maxBytes: number;
}

/**
 * Bounds what the bodies of all requests on their way hold together: ten thousand clients who send 4 MiB each, slowly,
 * would hold 40 GB. When there is no room the largest body of the address that holds most is answered OVERLOADED.
 */
export function boundedBodies(
  limits: BodyLimits,
  addressOf: (request: IncomingMessage) => string,
): (request: IncomingMessage) => void {
  const arrivals = new Arrivals(limits);
  return (request) => {
    request[Symbol.asyncIterator] = async function* bounded(): AsyncGenerator<Buffer, undefined> {
      const stopped = Promise.withResolvers<never>();
      stopped.promise.catch(() => {});
      const arrival = arrivals.begin({ stop: stopped.reject }, addressOf(request));
      // Whoever is refused is to read why: his connection stays.
      const chunks = request.iterator({ destroyOnReturn: false }) as NodeJS.AsyncIterator<Buffer>;
      let bytes = 0;
      try {
        for (;;) {
          const { done, value } = await Promise.race([chunks.next(), stopped.promise]);
          if (done) return undefined;
          bytes += value.length;
          arrival.hold(bytes);
          yield value;
        }
      } finally {
        arrival.end();
        // The rest is let go; while the iterator listens, it would not flow and hold the connection up.
        const left = Promise.resolve(chunks.return?.());
        left.catch(() => {}).finally(() => request.resume());
      }
    };
  };
}
