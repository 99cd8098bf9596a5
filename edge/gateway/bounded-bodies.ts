import type { IncomingMessage } from 'node:http';
import { RequestBufferLimit } from '../../platform/rpc/request-buffer-limit.ts';

export interface BodyLimits {
  /** How long a body may take to arrive, in milliseconds. */
  readonly maxMs: number;
  /** How many bytes of incomplete bodies may be buffered, over all requests. */
  readonly maxBytes: number;
}

/**
 * Bounds the memory of incomplete bodies over all requests: ten thousand clients that slowly send 4 MiB each would take
 * 40 GB. Over the limit, the largest body of the address that holds most is answered OVERLOADED.
 */
export function boundedBodies(
  limits: BodyLimits,
  addressOf: (request: IncomingMessage) => string,
): (request: IncomingMessage) => void {
  const requestBuffers = new RequestBufferLimit(limits);
  return (request) => {
    request[Symbol.asyncIterator] = async function* bounded(): AsyncGenerator<Buffer, undefined> {
      const stopped = Promise.withResolvers<never>();
      stopped.promise.catch(() => {});
      const bufferedRequest = requestBuffers.begin({ stop: stopped.reject }, addressOf(request));
      // The client must be able to read the refusal, so its connection stays open.
      const chunks = request.iterator({ destroyOnReturn: false }) as NodeJS.AsyncIterator<Buffer>;
      let bytes = 0;
      try {
        for (;;) {
          const { done, value } = await Promise.race([chunks.next(), stopped.promise]);
          if (done) return undefined;
          bytes += value.length;
          bufferedRequest.hold(bytes);
          yield value;
        }
      } finally {
        bufferedRequest.end();
        // The rest is discarded; while the iterator listens it would not be read, and would block the connection.
        const left = Promise.resolve(chunks.return?.());
        left.catch(() => {}).finally(() => request.resume());
      }
    };
  };
}
