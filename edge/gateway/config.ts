import { group, type ValuesOf } from '../../platform/config.ts';

/** The gateway's settings: allowed origins, connections and proxies. */
export const gatewaySettings = group(
  {
    allowedOrigins: {
      env: 'SKEIN_ALLOWED_ORIGINS',
      type: 'list',
      default: [],
      doc: 'Origins such as https://app.example whose pages may call from a browser; the own web page is always allowed.',
    },
    maxConnections: {
      env: 'SKEIN_HTTP_CONNECTIONS',
      type: 'int',
      unit: 'connections',
      default: 10_000,
      min: 1,
      doc: 'HTTP connections at a time, including WebSockets; more are closed without an answer.',
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
