import { cors } from '@connectrpc/connect';

/** What pages of allowed origins may send and read. The gateway and Envoy answer preflights with it. */
export const crossOrigin = {
  methods: [...cors.allowedMethods].join(', '),
  headers: [...cors.allowedHeaders, 'Authorization', 'X-Request-Id', 'Traceparent'].join(', '),
  exposed: [...cors.exposedHeaders, 'X-Request-Id', 'Retry-After'].join(', '),
  /** How long browsers may cache a preflight; Chromium caches no longer than two hours. */
  preflightSeconds: 7_200,
};
