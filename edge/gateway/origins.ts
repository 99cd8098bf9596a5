import type { IncomingMessage, ServerResponse } from 'node:http';
import { crossOrigin } from '../cors.ts';

/** Which pages may call. Requests without an Origin do not come from a page and are not affected. */
export interface Origins {
  /** Whether the request comes from the gateway's own page or from an allowed origin. */
  allows(request: IncomingMessage): boolean;
  /** Sets the CORS headers. Answers preflights itself: then true, and the request is done. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

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
        response.setHeader('access-control-expose-headers', crossOrigin.exposed);
        if (preflight) {
          response.setHeader('access-control-allow-methods', crossOrigin.methods);
          response.setHeader('access-control-allow-headers', crossOrigin.headers);
          response.setHeader('access-control-max-age', String(crossOrigin.preflightSeconds));
        }
      }
      if (preflight) response.writeHead(allows(request) ? 204 : 403).end();
      return preflight;
    },
  };
}
