import { extension } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

const cluster = 'admin';
const path = '/stats/prometheus';

/**
 * The listener for Prometheus, where `stats` is set. It passes one path on to the admin interface, which stays on loopback:
 * whoever reaches that can also stop Envoy.
 */
export function statsListeners({ stats }: EdgeValues): readonly object[] {
  if (stats === undefined) return [];
  const manager = extension(
    'envoy.filters.network.http_connection_manager',
    'extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    {
      stat_prefix: 'stats',
      normalize_path: true,
      route_config: {
        virtual_hosts: [
          {
            name: 'stats',
            domains: ['*'],
            routes: [
              {
                match: { path, headers: [{ name: ':method', string_match: { exact: 'GET' } }] },
                route: { cluster, host_rewrite_literal: 'localhost' },
              },
            ],
          },
        ],
      },
      http_filters: [extension('envoy.filters.http.router', 'extensions.filters.http.router.v3.Router')],
    },
  );
  return [
    {
      name: 'stats',
      address: { socket_address: { address: stats.address, port_value: stats.port } },
      filter_chains: [{ filters: [manager] }],
    },
  ];
}

/**
 * The admin interface, for the listener above.
 *
 * @throws Error when its port is not known before Envoy starts
 */
export function statsClusters({ stats, adminPort }: EdgeValues): readonly object[] {
  if (stats === undefined) return [];
  if (adminPort === 0) throw new Error('stats needs an adminPort other than 0: its listener calls that port');
  const address = { socket_address: { address: '127.0.0.1', port_value: adminPort } };
  return [
    {
      name: cluster,
      type: 'STATIC',
      connect_timeout: '1s',
      load_assignment: { cluster_name: cluster, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
    },
  ];
}
