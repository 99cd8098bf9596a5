import { clusters } from './clusters.ts';
import { listener } from './listener.ts';
import { statsClusters, statsListeners } from './stats-listener.ts';
import { extension } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

/** The whole configuration of an edge: what follows from the contract, and the values of its environment. */
export function bootstrap(values: EdgeValues): object {
  return {
    node: { id: 'edge', cluster: 'skein-edge' },
    admin: { address: { socket_address: { address: '127.0.0.1', port_value: values.adminPort } } },
    static_resources: {
      listeners: [listener(values), ...statsListeners(values)],
      clusters: [...clusters(values), ...statsClusters(values)],
    },
    overload_manager: overload(values),
  };
}

const threshold = (name: string, resource: string, at: number) => ({
  name: `envoy.overload_actions.${name}`,
  triggers: [{ name: `envoy.resource_monitors.${resource}`, threshold: { value: at } }],
});

/** Before memory runs out: give memory back, keep no connection alive, accept no request, accept no connection. */
function overload({ maxHeapBytes, maxConnections }: EdgeValues): object {
  const monitor = (name: string, type: string, fields: object) =>
    extension(`envoy.resource_monitors.${name}`, `extensions.resource_monitors.${type}`, fields);
  return {
    refresh_interval: '0.25s',
    resource_monitors: [
      monitor('fixed_heap', 'fixed_heap.v3.FixedHeapConfig', { max_heap_size_bytes: maxHeapBytes }),
      monitor('global_downstream_max_connections', 'downstream_connections.v3.DownstreamConnectionsConfig', {
        max_active_downstream_connections: maxConnections,
      }),
    ],
    actions: [
      threshold('shrink_heap', 'fixed_heap', 0.8),
      threshold('disable_http_keepalive', 'fixed_heap', 0.9),
      threshold('stop_accepting_requests', 'fixed_heap', 0.95),
      threshold('stop_accepting_connections', 'fixed_heap', 0.98),
    ],
  };
}
