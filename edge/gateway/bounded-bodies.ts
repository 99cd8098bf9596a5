import type { IncomingMessage } from 'node:http';
import type { ConnectError } from '@connectrpc/connect';
import { Arrivals } from '../../platform/rpc/arrivals.ts';

export interface BodyLimits {
  /** How long a body may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of bodies may be on their way, over all requests. */
  readonly maxBytes: number;
}

/**
 * Bounds what the bodies of all requests on their way hold together: ten thousand clients who send 4 MiB each, slowly,
 * would hold 40 GB. Who finds no room is answered RESOURCE_EXHAUSTED.
 */
export function boundedBodies(limits: BodyLimits): (request: IncomingMessage) => void {
  const arrivals = new Arrivals(limits);
  return (request) => {
    const read = request[Symbol.asyncIterator].bind(request);
    request[Symbol.asyncIterator] = async function* bounded(): AsyncGenerator<Buffer, undefined> {
      let refusal: ConnectError | undefined;
      const arrival = arrivals.begin({ stop: (reason) => (refusal = reason) });
      let bytes = 0;
      try {
        for await (const chunk of read() as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          arrival.hold(bytes);
          if (refusal !== undefined) throw refusal;
          yield chunk;
        }
      } finally {
        arrival.end();
      }
      return undefined;
    };
  };
}
