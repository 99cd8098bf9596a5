import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../platform/clock.ts';
import { startSchedule } from '../../platform/schedule.ts';

export interface HttpServerOptions {
  readonly maxConnections: number;
  /** How long a connection may stand still, in milliseconds: longer than the heartbeats of streams are apart. */
  readonly idleMs: number;
}

/** How long a request may take to arrive, in milliseconds: node's own limits are minutes. */
const arrival = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
/** How often connections are looked for, while the server closes, that have become idle; in milliseconds. */
const lookMs = 20;

/** A server whose clients can neither be too many nor hold it up by standing still. */
export function httpServer({ maxConnections, idleMs }: HttpServerOptions): Server {
  const server = createServer(arrival);
  server.maxConnections = maxConnections;
  server.timeout = idleMs;
  return server;
}

/** Answers with the port. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Takes no more connections and waits until the last answer has left. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that has had its answer would be kept for the next request.
    const looks = startSchedule({
      clock: systemClock,
      everyMs: lookMs,
      work: () => server.closeIdleConnections(),
    });
    server.close(() => resolve(looks.stop()));
  });
}
