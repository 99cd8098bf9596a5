import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../platform/clock.ts';
import { UnreadAnswerLimit } from '../../platform/rpc/unread-answer-limit.ts';
import { startSchedule } from '../../platform/schedule.ts';
import { servePipelinedInOrder } from './pipelining.ts';
import { countUnread } from './unread-answers.ts';

export interface HttpServerOptions {
  readonly maxConnections: number;
  /** How long a connection may be idle, in milliseconds: longer than the heartbeat interval of streams. */
  readonly idleMs: number;
  /** The limit of unread answers, which other servers may share. Default: one of its own. */
  readonly unreadAnswers?: UnreadAnswerLimit | undefined;
  /** Receives every connection that is ended for unread answers. */
  readonly onUnread?: (() => void) | undefined;
}

/** How long a request may take to arrive, in milliseconds; node's defaults are minutes. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
/** How often idle connections are closed during a stop, in milliseconds. */
const lookMs = 20;

/** A server that limits the number of connections and their unread answers, and closes idle ones. */
export function httpServer({
  maxConnections,
  idleMs,
  unreadAnswers = new UnreadAnswerLimit(),
  onUnread = () => {},
}: HttpServerOptions): Server {
  const server = createServer(timeouts);
  servePipelinedInOrder(server);
  countUnread(server, unreadAnswers, onUnread);
  server.maxConnections = maxConnections;
  server.timeout = idleMs;
  return server;
}

/** Gives the port. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Accepts no more connections and waits until the last response was sent. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Otherwise a connection would be kept for the next request after its response.
    const looks = startSchedule({
      clock: systemClock,
      everyMs: lookMs,
      work: () => server.closeIdleConnections(),
    });
    server.close(() => resolve(looks.stop()));
  });
}
