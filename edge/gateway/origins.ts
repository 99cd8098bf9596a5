import type { IncomingMessage, ServerResponse } from 'node:http';
import { cors } from '@connectrpc/connect';

/** Which pages may call. Requests without an Origin do not come from a page and are not affected. */
export interface Origins {
  /** Whether the request comes from the gateway's own page or from an allowed origin. */
  allows(request: IncomingMessage): boolean;
  /** Sets the CORS headers. Answers preflights itself: then true, and the request is done. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

const allowedMethods = [...cors.allowedMethods].join(', ');
const allowedHeaders = [...cors.allowedHeaders, 'Authorization', 'X-Request-Id', 'Traceparent'].join(', ');
const exposedHeaders = [...cors.exposedHeaders, 'X-Request-Id', 'Retry-After'].join(', ');
/** How long browsers may cache a preflight; Chromium caches no longer than two hours. */
const preflightSeconds = 7_200;

export function origins(allowed: readonly string[]): Origins {
  const known = new Set(allowed);
  const allows = ({ headers: { origin, host } }: IncomingMessage) =>
    origin === undefined ||
    known.has(origin) ||
    // The gateway's own page behind a TLS proxy: its scheme differs here, its host does not.
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
