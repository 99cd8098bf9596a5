import { group, type ValuesOf } from '../../platform/config.ts';

const MINUTE = 60_000;

/** What the gateway lets in, and how much of it. */
export const gatewaySettings = group(
  {
    allowedOrigins: {
      env: 'SKEIN_ALLOWED_ORIGINS',
      type: 'list',
      default: [],
      doc: 'Origins such as https://app.example whose pages may call from a browser; the own page always may.',
    },
    callsPerAddress: {
      env: 'SKEIN_CALLS_PER_ADDRESS',
      type: 'int',
      unit: 'calls',
      default: 6_000,
      min: 1,
      doc: 'Calls over HTTP and WebSocket from one address (IPv6: one /64) within the window.',
    },
    callsPerUser: {
      env: 'SKEIN_CALLS_PER_USER',
      type: 'int',
      unit: 'calls',
      default: 1_200,
      min: 1,
      doc: 'Calls over HTTP and WebSocket of one person within the window.',
    },
    callWindowMs: {
      env: 'SKEIN_CALL_WINDOW',
      type: 'duration',
      default: MINUTE,
      min: 1_000,
      doc: 'The window that calls are counted in.',
    },
    maxConnections: {
      env: 'SKEIN_HTTP_CONNECTIONS',
      type: 'int',
      unit: 'connections',
      default: 10_000,
      min: 1,
      doc: 'HTTP connections at a time, WebSockets among them; more are refused.',
    },
    socketsPerUser: {
      env: 'SKEIN_SOCKETS_PER_USER',
      type: 'int',
      unit: 'sockets',
      default: 20,
      min: 1,
      doc: 'WebSockets of one person at a time.',
    },
  },
  ({ allowedOrigins }) =>
    allowedOrigins
      .filter((origin) => URL.parse(origin)?.origin !== origin || !/^https?:/.test(origin))
      .map((origin) => `SKEIN_ALLOWED_ORIGINS: "${origin}" is no origin such as https://app.example.`),
);

export type GatewaySettings = ValuesOf<(typeof gatewaySettings)['settings']>;
