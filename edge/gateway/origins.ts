import type { IncomingMessage, ServerResponse } from 'node:http';
import { cors } from '@connectrpc/connect';

/** Which pages may call. Requests without an origin come from no page: nothing is decided by it. */
export interface Origins {
  /** The page's own server sent it, or its origin is allowed. */
  allows(request: IncomingMessage): boolean;
  /**
   * Says in the answer's headers what the page may see. Answers preflights itself: then true, and nothing is left to do.
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

const allowedMethods = [...cors.allowedMethods].join(', ');
const allowedHeaders = [...cors.allowedHeaders, 'Authorization', 'X-Request-Id', 'Traceparent'].join(', ');
const exposedHeaders = [...cors.exposedHeaders, 'X-Request-Id', 'Retry-After'].join(', ');
/** How long browsers may go by a preflight's answer; Chromium takes no more than two hours. */
const preflightSeconds = 7_200;

export function origins(allowed: readonly string[]): Origins {
  const known = new Set(allowed);
  const allows = ({ headers: { origin, host } }: IncomingMessage) =>
    origin === undefined ||
    known.has(origin) ||
    // A page of ours behind a proxy that ends TLS: its scheme is another one here, its host is not.
    (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
  return {
    allows,
    answer(request, response) {
      const { origin } = request.headers;
      const preflight =
        request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
      response.setHeader('vary', 'origin, accept-encoding');
      if (origin !== undefined && allows(request)) {
        response.setHeader('access-control-allow-origin', origin);
        response.setHeader('access-control-expose-headers', exposedHeaders);
        if (preflight) {
          response.setHeader('access-control-allow-methods', allowedMethods);
          response.setHeader('access-control-allow-headers', allowedHeaders);
          response.setHeader('access-control-max-age', String(preflightSeconds));
        }
      }
      if (preflight) response.writeHead(allows(request) ? 204 : 403).end();
      return preflight;
    },
  };
}
